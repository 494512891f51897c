/** Public links: what can happen to them, and what the sides tell one another of them. */
@NullMarked
package dev.strata.kernel.link;

import org.jspecify.annotations.NullMarked;
