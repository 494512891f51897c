/** From a manifest and byte ranges to verified bytes. */
@NullMarked
package dev.strata.storage.download;

import org.jspecify.annotations.NullMarked;
