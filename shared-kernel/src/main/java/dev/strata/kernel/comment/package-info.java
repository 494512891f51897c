/** What can happen to the comments on a node. */
@NullMarked
package dev.strata.kernel.comment;

import org.jspecify.annotations.NullMarked;
