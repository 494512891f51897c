/** Recent changes over HTTP. */
@NullMarked
package dev.strata.query.recent.web;

import org.jspecify.annotations.NullMarked;
