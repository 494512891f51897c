/** How fast bytes go in and out, against hashing and writing the same file. */
@NullMarked
package dev.strata.benchmarks.content;

import org.jspecify.annotations.NullMarked;
