/** How are the projections doing, and how are they mended? */
@NullMarked
package dev.strata.query.operation;

import org.jspecify.annotations.NullMarked;
