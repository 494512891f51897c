/** Chunks, manifests, and the statements about them that sides exchange. */
@NullMarked
package dev.strata.kernel.content;

import org.jspecify.annotations.NullMarked;
