/** What have I starred? */
@NullMarked
package dev.strata.query.star;

import org.jspecify.annotations.NullMarked;
