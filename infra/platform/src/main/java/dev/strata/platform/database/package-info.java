/** Brings each schema to the version that the code expects. */
@NullMarked
package dev.strata.platform.database;

import org.jspecify.annotations.NullMarked;
