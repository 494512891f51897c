package dev.strata.command.openid;

import dev.strata.platform.web.ProblemException;
import java.time.ZoneOffset;
import java.util.Objects;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.stereotype.Component;

/** The ways to prove who one is at a provider. */
@Component
public class Proofs {
    private final Providers providers;
    private final SignInCodes codes;
    private final JdbcClient jdbc;

    Proofs(Providers providers, SignInCodes codes, JdbcClient jdbc) {
        this.providers = providers;
        this.codes = codes;
        this.jdbc = jdbc;
    }

    /** By having been there with a browser. */
    public Proof ofCode(String code, String verifier) {
        return () -> codes.take(code, verifier);
    }

    /** By an ID token that somebody got there by himself. It is verified now, as that may take time. */
    public Proof ofIdToken(String provider, String idToken) {
        ProviderConnection connection = providers.connection(provider);
        Jwt token = verified(connection, idToken);
        ProvenIdentity who = ProvenIdentity.of(connection.provider(), token);
        return () -> {
            use(token);
            return who;
        };
    }

    private static Jwt verified(ProviderConnection connection, String idToken) {
        try {
            return connection.description().idTokens().verify(idToken);
        } catch (IdTokens.RefusedException _) {
            throw invalid();
        } catch (JwtException e) {
            throw connection.unavailable(e);
        }
    }

    /** The same claims with another signature are the same token. */
    private void use(Jwt token) {
        String text = token.getTokenValue();
        int used = jdbc.sql(
                        "INSERT INTO command.used_id_token (token_hash, expires_at) VALUES (?, ?) ON CONFLICT DO NOTHING")
                .params(
                        Secrets.hash(text.substring(0, text.lastIndexOf('.'))),
                        Objects.requireNonNull(token.getExpiresAt())
                                .plus(IdTokens.SKEW)
                                .atOffset(ZoneOffset.UTC))
                .update();
        if (used == 0) {
            throw invalid();
        }
    }

    private static ProblemException invalid() {
        return new ProblemException(
                HttpStatus.UNAUTHORIZED,
                "invalid-id-token",
                "The ID token is not from this provider for this server, has expired, or was used before.");
    }
}
