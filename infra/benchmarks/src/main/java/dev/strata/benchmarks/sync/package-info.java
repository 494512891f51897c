/** Measures {@code strata sync} beside rsync. */
@NullMarked
package dev.strata.benchmarks.sync;

import org.jspecify.annotations.NullMarked;
