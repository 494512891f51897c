/** Packs and keys as files of a local disk. */
@NullMarked
package dev.strata.storage.pack.filesystem;

import org.jspecify.annotations.NullMarked;
