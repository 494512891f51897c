/** What both sides that say who may do what have in common. */
@NullMarked
package dev.strata.platform.access;

import org.jspecify.annotations.NullMarked;
