/** Comments over HTTP. */
@NullMarked
package dev.strata.query.comment.web;

import org.jspecify.annotations.NullMarked;
