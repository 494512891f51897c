/** Immutable bytes under their SHA-256: the port, and what wraps every store. */
@NullMarked
package dev.strata.storage.chunk;

import org.jspecify.annotations.NullMarked;
