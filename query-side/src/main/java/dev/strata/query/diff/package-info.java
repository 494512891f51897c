/** What is different between two instants? */
@NullMarked
package dev.strata.query.diff;

import org.jspecify.annotations.NullMarked;
