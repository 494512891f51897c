/** The product killed in the middle of its work, again and again, and asked what it still knows. */
@NullMarked
package dev.strata.endtoend.kill;

import org.jspecify.annotations.NullMarked;
