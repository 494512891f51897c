/** Sends commands to aggregates, many in one transaction. */
@NullMarked
package dev.strata.command.transaction;

import org.jspecify.annotations.NullMarked;
