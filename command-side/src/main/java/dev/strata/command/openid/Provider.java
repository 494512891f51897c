package dev.strata.command.openid;

import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A provider of OpenID Connect that the operator trusts.
 *
 * @param name part of addresses
 * @param audiences whom its ID tokens may be for: the client that Strata is there, and others that were named
 * @param returnTo the page that browsers come back to; answers are JSON if there is none
 */
public record Provider(
        String name,
        String issuer,
        String clientId,
        @Nullable String clientSecret,
        String displayName,
        Set<String> audiences,
        Admission accounts,
        @Nullable URI returnTo) {

    /** Whom the provider can open an account for. */
    public enum Admission {
        /** Nobody: accounts are there, and link themselves to it. */
        LINKED,
        /** Whoever comes with an invitation. */
        INVITED,
        /** Everybody whom it knows. */
        CREATED
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "Provider[" + name + ", " + issuer + "]";
    }
}
