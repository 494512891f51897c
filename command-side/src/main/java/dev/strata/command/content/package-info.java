/** Checks what the storage gateway states about stored content. */
@NullMarked
package dev.strata.command.content;

import org.jspecify.annotations.NullMarked;
