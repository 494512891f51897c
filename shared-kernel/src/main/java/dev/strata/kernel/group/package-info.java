/** What can happen to a group of accounts. */
@NullMarked
package dev.strata.kernel.group;

import org.jspecify.annotations.NullMarked;
