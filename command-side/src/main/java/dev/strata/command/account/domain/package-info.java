/** The rules of an account's life, in plain Java. */
@NullMarked
package dev.strata.command.account.domain;

import org.jspecify.annotations.NullMarked;
