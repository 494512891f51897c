/** Reads every pack again and again, and repairs what has rotted while there is something to repair it from. */
@NullMarked
package dev.strata.storage.scrub;

import org.jspecify.annotations.NullMarked;
