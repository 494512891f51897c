/** Where to look for nodes: in whole spaces, and in trees. */
@NullMarked
package dev.strata.query.reach;

import org.jspecify.annotations.NullMarked;
