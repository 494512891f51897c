package dev.strata.command.identity.web;

import dev.strata.command.openid.Proof;
import dev.strata.command.openid.Proofs;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How a request proves who somebody is at a provider: with the code of a sign-in by browser, or with an ID token. */
record SentProof(
        @Nullable Secret signInCode,
        @Nullable Secret verifier,
        @Nullable String provider,
        @Nullable IdToken idToken) {
    SentProof {
        if ((signInCode == null) != (verifier == null)) {
            throw new IllegalArgumentException("signInCode and verifier go together");
        }
        if ((provider == null) != (idToken == null)) {
            throw new IllegalArgumentException("provider and idToken go together");
        }
        if (signInCode != null && idToken != null) {
            throw new IllegalArgumentException("signInCode or idToken, not both");
        }
    }

    boolean isThere() {
        return signInCode != null || idToken != null;
    }

    Proof in(Proofs proofs) {
        return signInCode != null && verifier != null
                ? proofs.ofCode(signInCode.value(), verifier.value())
                : proofs.ofIdToken(
                        Objects.requireNonNull(provider),
                        Objects.requireNonNull(idToken).value());
    }
}
