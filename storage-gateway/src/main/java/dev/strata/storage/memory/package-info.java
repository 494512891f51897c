/** How much memory bytes in flight may take. */
@NullMarked
package dev.strata.storage.memory;

import org.jspecify.annotations.NullMarked;
