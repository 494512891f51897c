/** The rules of comments. */
@NullMarked
package dev.strata.command.comment.domain;

import org.jspecify.annotations.NullMarked;
