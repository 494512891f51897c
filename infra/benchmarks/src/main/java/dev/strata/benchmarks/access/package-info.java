/** What rights cost. */
@NullMarked
package dev.strata.benchmarks.access;

import org.jspecify.annotations.NullMarked;
