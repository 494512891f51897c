/** Which node is at this path? */
@NullMarked
package dev.strata.query.path;

import org.jspecify.annotations.NullMarked;
