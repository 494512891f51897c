/** Sign-in with providers of OpenID Connect: finds out who somebody is there, and proves it once to whoever asks. */
@NullMarked
package dev.strata.command.openid;

import org.jspecify.annotations.NullMarked;
