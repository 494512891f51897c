/** The life of a comment on a node. */
@NullMarked
package dev.strata.command.comment;

import org.jspecify.annotations.NullMarked;
