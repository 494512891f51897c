/** The feed pushed over HTTP. */
@NullMarked
package dev.strata.sync.push.web;

import org.jspecify.annotations.NullMarked;
