/** Stars over HTTP. */
@NullMarked
package dev.strata.query.star.web;

import org.jspecify.annotations.NullMarked;
