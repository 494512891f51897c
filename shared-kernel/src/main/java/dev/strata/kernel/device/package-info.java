/** What can happen to a registered client. */
@NullMarked
package dev.strata.kernel.device;

import org.jspecify.annotations.NullMarked;
