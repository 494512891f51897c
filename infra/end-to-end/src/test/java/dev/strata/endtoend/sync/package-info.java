/** The sync client and the server, as real processes. */
@NullMarked
package dev.strata.endtoend.sync;

import org.jspecify.annotations.NullMarked;
