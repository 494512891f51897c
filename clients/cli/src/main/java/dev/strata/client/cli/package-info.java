/** The drive from a terminal: one class a command. */
@NullMarked
package dev.strata.client.cli;

import org.jspecify.annotations.NullMarked;
