/** What stores behind a network have in common: attempts, a breaker, and lists that come in pages. */
@NullMarked
package dev.strata.storage.pack.remote;

import org.jspecify.annotations.NullMarked;
