/** Which nodes are called this, or are like this? */
@NullMarked
package dev.strata.query.search;

import org.jspecify.annotations.NullMarked;
