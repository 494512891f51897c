/** Follows the change feed as devices do, and checks that it tells everything and nothing else. */
@NullMarked
package dev.strata.client.feed;

import org.jspecify.annotations.NullMarked;
