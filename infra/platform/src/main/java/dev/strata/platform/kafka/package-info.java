/** Committed events on their way through Kafka: the relay that sends them, and the form that they have there. */
@NullMarked
package dev.strata.platform.kafka;

import org.jspecify.annotations.NullMarked;
