/** Packs: objects of some MiB that hold many sealed chunks, and where they and their keys are kept. */
@NullMarked
package dev.strata.storage.pack;

import org.jspecify.annotations.NullMarked;
