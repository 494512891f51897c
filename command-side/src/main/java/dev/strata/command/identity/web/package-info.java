/** Sign-up and sign-in over HTTP. */
@NullMarked
package dev.strata.command.identity.web;

import org.jspecify.annotations.NullMarked;
