/** Whole journeys through the packaged product. */
@NullMarked
package dev.strata.endtoend;

import org.jspecify.annotations.NullMarked;
