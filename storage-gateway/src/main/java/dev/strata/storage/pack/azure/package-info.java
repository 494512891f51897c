/** Packs and keys as blobs of a container in Azure. */
@NullMarked
package dev.strata.storage.pack.azure;

import org.jspecify.annotations.NullMarked;
