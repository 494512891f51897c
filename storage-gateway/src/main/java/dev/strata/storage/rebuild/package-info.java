/** Makes the index anew from what lies in the stores, when the database has lost it. */
@NullMarked
package dev.strata.storage.rebuild;

import org.jspecify.annotations.NullMarked;
