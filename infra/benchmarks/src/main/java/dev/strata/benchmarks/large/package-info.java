/** A file that is many times larger than the memory. */
@NullMarked
package dev.strata.benchmarks.large;

import org.jspecify.annotations.NullMarked;
