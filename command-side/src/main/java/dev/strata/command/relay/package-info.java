/** Committed events on their way to Kafka, if they go there. */
@NullMarked
package dev.strata.command.relay;

import org.jspecify.annotations.NullMarked;
