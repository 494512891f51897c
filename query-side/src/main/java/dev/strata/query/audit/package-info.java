/** Who did what, when and from where? */
@NullMarked
package dev.strata.query.audit;

import org.jspecify.annotations.NullMarked;
