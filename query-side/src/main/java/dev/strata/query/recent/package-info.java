/** What was changed last? */
@NullMarked
package dev.strata.query.recent;

import org.jspecify.annotations.NullMarked;
