/** The one clock. */
@NullMarked
package dev.strata.platform.time;

import org.jspecify.annotations.NullMarked;
