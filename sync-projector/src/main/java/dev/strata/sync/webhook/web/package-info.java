/** Webhooks over HTTP. */
@NullMarked
package dev.strata.sync.webhook.web;

import org.jspecify.annotations.NullMarked;
