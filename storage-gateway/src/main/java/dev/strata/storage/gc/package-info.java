/** Takes away what nobody needs: marks what live versions need, sweeps the rest, and writes sparse packs anew. */
@NullMarked
package dev.strata.storage.gc;

import org.jspecify.annotations.NullMarked;
