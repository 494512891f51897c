/** How anything is measured and reported, whatever it is. */
@NullMarked
package dev.strata.benchmarks.harness;

import org.jspecify.annotations.NullMarked;
