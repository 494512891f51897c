/** What somebody may do with a node. */
@NullMarked
package dev.strata.query.access;

import org.jspecify.annotations.NullMarked;
