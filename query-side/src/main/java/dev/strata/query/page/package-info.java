/** Pages of a list: limits, cursors. */
@NullMarked
package dev.strata.query.page;

import org.jspecify.annotations.NullMarked;
