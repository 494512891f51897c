/** Who may open this node? What was shared with me? */
@NullMarked
package dev.strata.query.sharing;

import org.jspecify.annotations.NullMarked;
