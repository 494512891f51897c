/** Chunks as files of a local disk. */
@NullMarked
package dev.strata.storage.chunk.filesystem;

import org.jspecify.annotations.NullMarked;
