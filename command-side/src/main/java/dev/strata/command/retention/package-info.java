/** How long trash and old versions are kept, and what may not be removed at all. */
@NullMarked
package dev.strata.command.retention;

import org.jspecify.annotations.NullMarked;
