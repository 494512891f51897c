/** How the business says no. */
@NullMarked
package dev.strata.kernel.refusal;

import org.jspecify.annotations.NullMarked;
