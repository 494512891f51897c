/** Data keys, which encrypt what is stored, and master keys, which wrap them. */
@NullMarked
package dev.strata.storage.key;

import org.jspecify.annotations.NullMarked;
