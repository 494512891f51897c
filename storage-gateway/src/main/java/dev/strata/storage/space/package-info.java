/** Which chunks a space has, and who may ask. */
@NullMarked
package dev.strata.storage.space;

import org.jspecify.annotations.NullMarked;
