/** What is left of an account that was erased. */
@NullMarked
package dev.strata.endtoend.erasure;

import org.jspecify.annotations.NullMarked;
