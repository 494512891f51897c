/** Which uploads are waiting for somebody to decide? */
@NullMarked
package dev.strata.query.conflict;

import org.jspecify.annotations.NullMarked;
