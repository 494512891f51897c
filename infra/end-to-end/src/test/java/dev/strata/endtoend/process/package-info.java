/** The packaged product as processes: started, stopped, killed, and never left behind. */
@NullMarked
package dev.strata.endtoend.process;

import org.jspecify.annotations.NullMarked;
