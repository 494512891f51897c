/** What can happen to the rights on a node. */
@NullMarked
package dev.strata.kernel.grant;

import org.jspecify.annotations.NullMarked;
