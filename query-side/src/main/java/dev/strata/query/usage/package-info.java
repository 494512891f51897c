/** How much space does this take? */
@NullMarked
package dev.strata.query.usage;

import org.jspecify.annotations.NullMarked;
