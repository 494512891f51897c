/** From a stream or from a client's own cut to durable chunks, a manifest and a receipt. */
@NullMarked
package dev.strata.storage.upload;

import org.jspecify.annotations.NullMarked;
