/** Differences over HTTP. */
@NullMarked
package dev.strata.query.diff.web;

import org.jspecify.annotations.NullMarked;
