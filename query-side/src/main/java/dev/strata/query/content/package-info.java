/** Leave to fetch the bytes of a version. */
@NullMarked
package dev.strata.query.content;

import org.jspecify.annotations.NullMarked;
