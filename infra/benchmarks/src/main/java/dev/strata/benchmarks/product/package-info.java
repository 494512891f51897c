/** Starts the product, whole or in part, the way that it runs for users. */
@NullMarked
package dev.strata.benchmarks.product;

import org.jspecify.annotations.NullMarked;
