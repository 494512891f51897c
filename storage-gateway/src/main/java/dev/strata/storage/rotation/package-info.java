/** New data keys in the place of old ones, and everything sealed with the new ones. */
@NullMarked
package dev.strata.storage.rotation;

import org.jspecify.annotations.NullMarked;
