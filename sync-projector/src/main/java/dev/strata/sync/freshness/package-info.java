/** Reading what has just been written: waiting for the feed, within bounds. */
@NullMarked
package dev.strata.sync.freshness;

import org.jspecify.annotations.NullMarked;
