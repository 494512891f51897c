package dev.strata.platform.kafka;

import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.jspecify.annotations.Nullable;

/**
 * How far the log has been relayed.
 *
 * @param topicId the topic that has acknowledged it; null if none has
 * @param read what of the log it has
 */
record RelayPosition(@Nullable String topicId, Place place, GapAwareTrackingToken read) {}
