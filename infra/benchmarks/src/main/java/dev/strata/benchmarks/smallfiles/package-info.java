/** Many small files at once. */
@NullMarked
package dev.strata.benchmarks.smallfiles;

import org.jspecify.annotations.NullMarked;
