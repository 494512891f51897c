/** Which sessions have ended, known to every process within a second. */
@NullMarked
package dev.strata.platform.session;

import org.jspecify.annotations.NullMarked;
