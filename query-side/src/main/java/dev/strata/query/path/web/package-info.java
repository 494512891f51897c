/** Paths over HTTP. */
@NullMarked
package dev.strata.query.path.web;

import org.jspecify.annotations.NullMarked;
