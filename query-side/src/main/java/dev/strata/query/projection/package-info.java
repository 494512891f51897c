/** What the projections share: the circumstances of an event, the tree below a node, how far they are. */
@NullMarked
package dev.strata.query.projection;

import org.jspecify.annotations.NullMarked;
