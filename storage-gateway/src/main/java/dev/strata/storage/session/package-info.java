/** Uploads that come in pieces and outlive connections: what of them has come, who writes, and when they end. */
@NullMarked
package dev.strata.storage.session;

import org.jspecify.annotations.NullMarked;
