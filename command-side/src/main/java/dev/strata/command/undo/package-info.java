/** Takes back what happened, by events that say so. */
@NullMarked
package dev.strata.command.undo;

import org.jspecify.annotations.NullMarked;
