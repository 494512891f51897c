/** What needs no database. */
@NullMarked
package dev.strata.query.node;

import org.jspecify.annotations.NullMarked;
