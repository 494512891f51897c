/** Encryption of small values. */
@NullMarked
package dev.strata.platform.encryption;

import org.jspecify.annotations.NullMarked;
