/** Which groups am I in, and who else? */
@NullMarked
package dev.strata.query.group;

import org.jspecify.annotations.NullMarked;
