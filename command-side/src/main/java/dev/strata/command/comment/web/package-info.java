/** Comments over HTTP. */
@NullMarked
package dev.strata.command.comment.web;

import org.jspecify.annotations.NullMarked;
