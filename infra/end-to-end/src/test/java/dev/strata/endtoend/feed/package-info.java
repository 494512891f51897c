/** The change feed under load, with processes that are killed, and with several projectors. */
@NullMarked
package dev.strata.endtoend.feed;

import org.jspecify.annotations.NullMarked;
