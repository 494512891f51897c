/** Notifications over HTTP. */
@NullMarked
package dev.strata.sync.notification.web;

import org.jspecify.annotations.NullMarked;
