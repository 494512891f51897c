/** How fast projections are built anew from a long log. */
@NullMarked
package dev.strata.benchmarks.replay;

import org.jspecify.annotations.NullMarked;
