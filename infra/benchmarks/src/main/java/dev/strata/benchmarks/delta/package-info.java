/** How many bytes a change costs, against rsync of the same files. */
@NullMarked
package dev.strata.benchmarks.delta;

import org.jspecify.annotations.NullMarked;
