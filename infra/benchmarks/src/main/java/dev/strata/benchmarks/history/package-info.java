/** What it costs to keep the past, and to look at it. */
@NullMarked
package dev.strata.benchmarks.history;

import org.jspecify.annotations.NullMarked;
