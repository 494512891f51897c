package dev.strata.command.identity;

import org.springframework.stereotype.Component;

/** The public keys of access tokens, as a JWK set (RFC 7517). */
@Component
public class PublishedKeys {
    private final AccessTokenKeys keys;

    PublishedKeys(AccessTokenKeys keys) {
        this.keys = keys;
    }

    public String json() {
        return keys.published();
    }
}
