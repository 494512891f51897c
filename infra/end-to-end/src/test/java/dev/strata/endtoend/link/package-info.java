/** Public links and their page, as strangers meet them. */
@NullMarked
package dev.strata.endtoend.link;

import org.jspecify.annotations.NullMarked;
