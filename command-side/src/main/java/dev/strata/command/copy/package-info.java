/** Copies of whole trees, without copying bytes. */
@NullMarked
package dev.strata.command.copy;

import org.jspecify.annotations.NullMarked;
