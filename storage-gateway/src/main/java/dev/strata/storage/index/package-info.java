/** What lies where, and what a space has: the tables that make packs findable. */
@NullMarked
package dev.strata.storage.index;

import org.jspecify.annotations.NullMarked;
