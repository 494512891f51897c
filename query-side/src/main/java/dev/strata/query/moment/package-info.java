/** When a question looks at the drive: now, or at any instant since it began. */
@NullMarked
package dev.strata.query.moment;

import org.jspecify.annotations.NullMarked;
