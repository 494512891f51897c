package dev.strata.command.identity;

import dev.strata.platform.signing.SigningKeys;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.EcPrivateJwk;
import io.jsonwebtoken.security.Jwk;
import io.jsonwebtoken.security.Jwks;
import org.springframework.stereotype.Component;

/** The key pair that access tokens are signed with (ES256); the public half is published as a JWK set (RFC 7517). */
@Component
class AccessTokenKeys {
    private final EcPrivateJwk key;

    AccessTokenKeys(SigningKeys keys) {
        Jwk<?> jwk = Jwks.parser().build().parse(keys.read("access-token.jwk", AccessTokenKeys::fresh));
        if (!(jwk instanceof EcPrivateJwk privateKey)) {
            throw new IllegalStateException("access-token.jwk must hold a private EC key");
        }
        this.key = privateKey;
    }

    private static String fresh() {
        return Jwks.UNSAFE_JSON(Jwks.builder()
                .ecKeyPair(Jwts.SIG.ES256.keyPair().build())
                .idFromThumbprint()
                .build());
    }

    EcPrivateJwk key() {
        return key;
    }

    /** The JWK set as JSON; public parts only. */
    String published() {
        return "{\"keys\":[" + Jwks.json(key.toPublicJwk()) + "]}";
    }
}
