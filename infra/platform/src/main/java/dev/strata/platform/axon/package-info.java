/** The event log: how events are stored, read, streamed to projections, and what is known about each. */
@NullMarked
package dev.strata.platform.axon;

import org.jspecify.annotations.NullMarked;
