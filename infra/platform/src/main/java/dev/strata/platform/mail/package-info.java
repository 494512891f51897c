/** Mail to the owners of accounts: kept until it is sent, then forgotten. */
@NullMarked
package dev.strata.platform.mail;

import org.jspecify.annotations.NullMarked;
