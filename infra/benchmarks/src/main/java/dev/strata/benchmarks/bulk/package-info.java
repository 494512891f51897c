/** Many changes in one request: batches, and rewinding a big folder. */
@NullMarked
package dev.strata.benchmarks.bulk;

import org.jspecify.annotations.NullMarked;
