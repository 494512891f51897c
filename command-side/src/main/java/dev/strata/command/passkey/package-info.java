/** Passkeys (WebAuthn): asks authenticators to sign, and says whether what they signed is good. Knows no accounts. */
@NullMarked
package dev.strata.command.passkey;

import org.jspecify.annotations.NullMarked;
