/** Undo and rewind over HTTP. */
@NullMarked
package dev.strata.command.undo.web;

import org.jspecify.annotations.NullMarked;
