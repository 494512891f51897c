/** The command side: takes commands over HTTP, decides, appends events. */
@NullMarked
package dev.strata.command;

import org.jspecify.annotations.NullMarked;
