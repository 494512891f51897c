/** One name among many. */
@NullMarked
package dev.strata.benchmarks.search;

import org.jspecify.annotations.NullMarked;
