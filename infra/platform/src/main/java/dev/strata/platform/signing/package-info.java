/** Signed, expiring statements between sides, and the keys they are signed with. */
@NullMarked
package dev.strata.platform.signing;

import org.jspecify.annotations.NullMarked;
