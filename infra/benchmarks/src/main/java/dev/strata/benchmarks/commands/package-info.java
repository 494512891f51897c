/** How many commands a second, against plain JDBC that writes the same rows. */
@NullMarked
package dev.strata.benchmarks.commands;

import org.jspecify.annotations.NullMarked;
