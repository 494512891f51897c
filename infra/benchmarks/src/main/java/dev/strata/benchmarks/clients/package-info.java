/** Files in and out by many clients at once. */
@NullMarked
package dev.strata.benchmarks.clients;

import org.jspecify.annotations.NullMarked;
