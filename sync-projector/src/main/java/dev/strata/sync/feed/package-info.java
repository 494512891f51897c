/** The change feed: one record of state per node and space, numbered per space, read by cursor. */
@NullMarked
package dev.strata.sync.feed;

import org.jspecify.annotations.NullMarked;
