/** The change feed, followed by the product itself. */
@NullMarked
package dev.strata.endtoend.feed;

import org.jspecify.annotations.NullMarked;
