/** What is in the trash? */
@NullMarked
package dev.strata.query.trash;

import org.jspecify.annotations.NullMarked;
