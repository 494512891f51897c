package dev.strata.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;

class RememberedTokensTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
    private final AtomicInteger verifications = new AtomicInteger();
    private final Set<String> ended = new HashSet<>();
    private final RememberedTokens tokens =
            new RememberedTokens(this::verify, ended::contains, ((InstantSource) now::get).withZone(ZoneOffset.UTC));

    private Jwt verify(String token) {
        verifications.incrementAndGet();
        if (token.equals("forged") || now.get().isAfter(NOON.plusSeconds(900))) {
            throw new BadJwtException("no");
        }
        return Jwt.withTokenValue(token)
                .header("alg", "ES256")
                .claim("family", token + " session")
                .expiresAt(NOON.plusSeconds(900))
                .build();
    }

    @Test
    void aTokenIsVerifiedOnce() {
        assertThat(tokens.decode("good")).isEqualTo(tokens.decode("good"));
        assertThat(verifications).hasValue(1);
    }

    @Test
    void aTokenThatHasEndedIsRefusedThoughItIsRemembered() {
        tokens.decode("good");
        now.set(NOON.plus(Duration.ofMinutes(16)));
        assertThatThrownBy(() -> tokens.decode("good")).isInstanceOf(BadJwtException.class);
    }

    @Test
    void aTokenOfAnEndedSessionIsRefusedThoughItIsRemembered() {
        tokens.decode("good");
        tokens.decode("other");
        ended.add("good session");
        assertThatThrownBy(() -> tokens.decode("good")).isInstanceOf(BadJwtException.class);
        assertThat(tokens.decode("other").getTokenValue()).isEqualTo("other");
    }

    @Test
    void aForgedTokenIsNeverRemembered() {
        assertThatThrownBy(() -> tokens.decode("forged")).isInstanceOf(BadJwtException.class);
        assertThatThrownBy(() -> tokens.decode("forged")).isInstanceOf(BadJwtException.class);
        assertThat(verifications).hasValue(2);
    }
}
