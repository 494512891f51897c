/** Counts what {@code strata sync} sends when little changes. */
@NullMarked
package dev.strata.benchmarks.tue;

import org.jspecify.annotations.NullMarked;
