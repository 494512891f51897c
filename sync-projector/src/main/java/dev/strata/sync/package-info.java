/** The sync side: tells each device what has changed, from the event log alone. */
@NullMarked
package dev.strata.sync;

import org.jspecify.annotations.NullMarked;
