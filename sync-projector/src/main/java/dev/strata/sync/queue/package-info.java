/** Devices, what they have acknowledged, and what is still pending for each. */
@NullMarked
package dev.strata.sync.queue;

import org.jspecify.annotations.NullMarked;
