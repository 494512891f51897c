/** The ordered chunks of one version, as bytes and in the chunk store. */
@NullMarked
package dev.strata.storage.manifest;

import org.jspecify.annotations.NullMarked;
