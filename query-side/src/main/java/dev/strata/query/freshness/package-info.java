/** Reading what has just been written: waiting for projections, within bounds. */
@NullMarked
package dev.strata.query.freshness;

import org.jspecify.annotations.NullMarked;
