/** What can happen to an account. */
@NullMarked
package dev.strata.kernel.account;

import org.jspecify.annotations.NullMarked;
