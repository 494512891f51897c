package dev.strata.client;

import java.io.IOException;
import java.time.Instant;

/**
 * Keeps the tokens of one session for several clients, which may be processes of their own. A refresh token works once,
 * and its second use ends the session: so the store lets one of them renew at a time.
 *
 * <pre>{@code
 * StrataClient client = new StrataClient(server);
 * client.resume(store);
 * client.me();
 * }</pre>
 */
public interface TokenStore {

    /**
     * What opens the drive.
     *
     * @param expiresAt of the access token
     */
    record Tokens(String accessToken, Instant expiresAt, String refreshToken) {
        /** Without the tokens. */
        @Override
        public String toString() {
            return "Tokens[until " + expiresAt + "]";
        }
    }

    /** Gets new tokens for a refresh token. */
    @FunctionalInterface
    interface Renewal {
        Tokens renew(String refreshToken) throws IOException;
    }

    Tokens read() throws IOException;

    /**
     * Replaces tokens that are about to expire, and keeps everybody else from it meanwhile. If somebody else was faster,
     * his are answered, and the renewal is not run.
     */
    Tokens replace(Tokens old, Renewal renewal) throws IOException;
}
