/** What the gateway asks of the other sides, over HTTP and in the caller's name. */
@NullMarked
package dev.strata.storage.side;

import org.jspecify.annotations.NullMarked;
