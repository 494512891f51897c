/** Search over HTTP. */
@NullMarked
package dev.strata.query.search.web;

import org.jspecify.annotations.NullMarked;
