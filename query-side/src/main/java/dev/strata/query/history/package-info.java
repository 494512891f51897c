/** Which versions has this file? */
@NullMarked
package dev.strata.query.history;

import org.jspecify.annotations.NullMarked;
