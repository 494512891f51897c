/** What a node should be like if some of its events had not been, in plain Java. */
@NullMarked
package dev.strata.command.undo.domain;

import org.jspecify.annotations.NullMarked;
