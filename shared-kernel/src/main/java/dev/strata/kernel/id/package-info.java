/** Identifiers of everything that has a life of its own. */
@NullMarked
package dev.strata.kernel.id;

import org.jspecify.annotations.NullMarked;
