/** Wakes devices over WebSocket; the feed is what they then pull. */
@NullMarked
package dev.strata.sync.push;

import org.jspecify.annotations.NullMarked;
