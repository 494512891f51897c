/** How soon a committed change can be read. */
@NullMarked
package dev.strata.benchmarks.lag;

import org.jspecify.annotations.NullMarked;
