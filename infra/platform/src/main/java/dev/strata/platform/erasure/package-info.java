/** Personal values in events: encrypted under a key of their subject, unreadable for good once that key is destroyed. */
@NullMarked
package dev.strata.platform.erasure;

import org.jspecify.annotations.NullMarked;
