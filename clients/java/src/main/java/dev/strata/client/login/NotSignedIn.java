package dev.strata.client.login;

import java.io.IOException;

/**
 * Nobody is signed in on this machine.
 *
 * <pre>{@code
 * try {
 *     CredentialFile.ofUser().credentials();
 * } catch (NotSignedIn e) {
 *     System.err.println("sign in first");
 * }
 * }</pre>
 */
public final class NotSignedIn extends IOException {
    NotSignedIn(String message) {
        super(message);
    }
}
