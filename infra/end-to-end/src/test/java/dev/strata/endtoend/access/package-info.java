/** Who may do what: every endpoint of the product, asked by every kind of caller. */
@NullMarked
package dev.strata.endtoend.access;

import org.jspecify.annotations.NullMarked;
