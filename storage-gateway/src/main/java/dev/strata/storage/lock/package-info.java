/** Work that one process at a time may do. */
@NullMarked
package dev.strata.storage.lock;

import org.jspecify.annotations.NullMarked;
