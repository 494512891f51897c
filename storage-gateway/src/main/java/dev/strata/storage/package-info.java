/** The storage gateway: chunks and manifests, uploads and downloads. */
@NullMarked
package dev.strata.storage;

import org.jspecify.annotations.NullMarked;
