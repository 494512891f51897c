/** Measures Strata against the limits of the machine it runs on, in the same run. */
@NullMarked
package dev.strata.benchmarks;

import org.jspecify.annotations.NullMarked;
