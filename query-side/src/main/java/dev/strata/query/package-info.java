/** The query side: projections of the event log and the questions that can be asked of them. */
@NullMarked
package dev.strata.query;

import org.jspecify.annotations.NullMarked;
