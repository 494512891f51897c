/** Requests that must be refused, with a code that clients can rely on, and without a trace in the data. */
@NullMarked
package dev.strata.endtoend.badday;

import org.jspecify.annotations.NullMarked;
