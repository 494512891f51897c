/** The life of an account. */
@NullMarked
package dev.strata.command.account;

import org.jspecify.annotations.NullMarked;
