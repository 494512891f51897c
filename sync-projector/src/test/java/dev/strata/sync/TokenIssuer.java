package dev.strata.sync;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.sun.net.httpserver.HttpServer;
import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.DeviceId;
import io.jsonwebtoken.JwtBuilder;
import io.jsonwebtoken.Jwts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Issues access tokens as the command side does, and publishes its key. */
final class TokenIssuer implements AutoCloseable {
    private final ECKey key;
    private final HttpServer server;

    TokenIssuer() {
        try {
            key = new ECKeyGenerator(Curve.P_256).keyID("test").generate();
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        byte[] jwks = new JWKSet(key.toPublicJWK()).toString().getBytes(StandardCharsets.UTF_8);
        server.createContext("/jwks.json", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, jwks.length);
            exchange.getResponseBody().write(jwks);
            exchange.close();
        });
        server.start();
    }

    String jwksUrl() {
        return "http://127.0.0.1:%d/jwks.json".formatted(server.getAddress().getPort());
    }

    String token(AccountId account, @Nullable DeviceId device, @Nullable UUID session, Duration validity) {
        try {
            JwtBuilder token = Jwts.builder()
                    .header()
                    .keyId("test")
                    .and()
                    .issuer("strata")
                    .audience()
                    .add("strata")
                    .and()
                    .subject(account.toString())
                    .expiration(Date.from(Instant.now().plus(validity)));
            if (device != null) {
                token.claim("device", device.toString());
            }
            if (session != null) {
                token.claim("family", session.toString());
            }
            return token.signWith(key.toECPrivateKey(), Jwts.SIG.ES256).compact();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
