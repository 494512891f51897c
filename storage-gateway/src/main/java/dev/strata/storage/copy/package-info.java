/** Moves everything from one store to another while the product runs. */
@NullMarked
package dev.strata.storage.copy;

import org.jspecify.annotations.NullMarked;
