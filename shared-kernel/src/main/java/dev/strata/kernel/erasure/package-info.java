/** Which values of events can be made unreadable for good. */
@NullMarked
package dev.strata.kernel.erasure;

import org.jspecify.annotations.NullMarked;
