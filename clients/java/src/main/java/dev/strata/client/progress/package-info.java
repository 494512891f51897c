/** Tells people how far something is: amounts, rates, a bar. */
@NullMarked
package dev.strata.client.progress;

import org.jspecify.annotations.NullMarked;
