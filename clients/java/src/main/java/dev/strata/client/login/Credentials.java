package dev.strata.client.login;

import dev.strata.client.TokenStore.Tokens;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Who is signed in where.
 *
 * <pre>{@code
 * Credentials here = CredentialFile.ofUser().credentials();
 * System.out.println(here.login() + " at " + here.server());
 * }</pre>
 *
 * @param deviceId as which device; null for none
 */
public record Credentials(
        URI server, String login, @Nullable String deviceId, Tokens tokens) {
    Credentials with(Tokens renewed) {
        return new Credentials(server, login, deviceId, renewed);
    }
}
