/** All four sides in one process, and the command line that starts them. */
@NullMarked
package dev.strata.standalone;

import org.jspecify.annotations.NullMarked;
