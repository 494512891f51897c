/** The public half of passkeys over HTTP. */
@NullMarked
package dev.strata.command.passkey.web;

import org.jspecify.annotations.NullMarked;
