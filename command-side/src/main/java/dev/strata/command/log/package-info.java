/** Reads the event log as the command side's own memory. */
@NullMarked
package dev.strata.command.log;

import org.jspecify.annotations.NullMarked;
