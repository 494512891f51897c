/** How fast contents are cut, and cut, hashed and sealed, against hashing them. */
@NullMarked
package dev.strata.benchmarks.cutting;

import org.jspecify.annotations.NullMarked;
