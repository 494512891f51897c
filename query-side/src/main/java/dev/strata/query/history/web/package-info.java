/** Versions over HTTP. */
@NullMarked
package dev.strata.query.history.web;

import org.jspecify.annotations.NullMarked;
