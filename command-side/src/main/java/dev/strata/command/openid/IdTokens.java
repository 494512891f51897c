package dev.strata.command.openid;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.Resource;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.JwtTypeValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/**
 * Says whether an ID token was made by a provider, for Strata, and is still good (OpenID Connect Core 1.0, 3.1.3.7): signed
 * with one of its published keys, never with a shared secret. Keys are asked for again when one is unknown, though not
 * more often than twice in half a minute.
 */
final class IdTokens {
    static final Duration SKEW = Duration.ofMinutes(1);
    private static final int SUBJECT_MAX = 255;

    private final NimbusJwtDecoder decoder;

    IdTokens(Provider provider, URI keys, ProviderHttp http, Clock clock) {
        this.decoder = NimbusJwtDecoder.withJwkSource(source(keys, http))
                .jwsAlgorithms(taken -> {
                    taken.clear();
                    taken.addAll(EnumSet.allOf(SignatureAlgorithm.class));
                })
                .build();
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(List.of(
                type(),
                times(clock),
                new JwtIssuerValidator(provider.issuer()),
                rule("aud", token -> isFor(token, provider.audiences())),
                rule("iat", token -> isIssued(token, clock.instant())),
                rule("sub", IdTokens::namesSomebody),
                rule("kind", IdTokens::isNoOtherKind))));
    }

    private static JWKSource<SecurityContext> source(URI keys, ProviderHttp http) {
        try {
            return JWKSourceBuilder.<SecurityContext>create(keys.toURL(), url -> resource(url, http))
                    .refreshAheadCache(false)
                    .build();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static Resource resource(URL address, ProviderHttp http) throws IOException {
        try {
            return new Resource(http.get(address.toURI()), "application/json");
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }

    /** Somebody has sent it. */
    static final class RefusedException extends Exception {
        RefusedException(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /** The claims; throws {@link JwtException} if the provider's keys cannot be had. */
    Jwt verify(String token) throws RefusedException {
        try {
            return decoder.decode(token);
        } catch (BadJwtException e) {
            throw new RefusedException("not an ID token for this server", e);
        } catch (JwtException e) {
            if (isUnknownKeyAgain(e)) {
                throw new RefusedException("signed with a key that was not published half a minute ago", e);
            }
            throw e;
        }
    }

    private static boolean isUnknownKeyAgain(JwtException failure) {
        Throwable cause = failure;
        while (cause != null && !(cause instanceof RateLimitReachedException)) {
            cause = cause.getCause();
        }
        return cause != null;
    }

    private static OAuth2TokenValidator<Jwt> type() {
        JwtTypeValidator type = new JwtTypeValidator("JWT");
        type.setAllowEmpty(true);
        return type;
    }

    private static OAuth2TokenValidator<Jwt> times(Clock clock) {
        JwtTimestampValidator times = new JwtTimestampValidator(SKEW);
        times.setClock(clock);
        times.setAllowEmptyExpiryClaim(false);
        return times;
    }

    /** If it was asked for by somebody else, he must be one of those whom it is for. */
    private static boolean isFor(Jwt token, Set<String> audiences) {
        List<String> told = token.getAudience();
        Object asker = token.getClaims().get("azp");
        return told != null
                && told.stream().anyMatch(audiences::contains)
                && (asker == null ? told.size() == 1 : audiences.contains(asker));
    }

    private static boolean isIssued(Jwt token, Instant now) {
        Instant issued = token.getIssuedAt();
        return issued != null && !issued.isAfter(now.plus(SKEW));
    }

    private static boolean namesSomebody(Jwt token) {
        String subject = token.getSubject();
        return subject != null && !subject.isBlank() && subject.length() <= SUBJECT_MAX && subject.indexOf('\0') < 0;
    }

    /** Keycloak names the kind in the claim; {@code events} are in the messages that sign somebody out. */
    private static boolean isNoOtherKind(Jwt token) {
        Object kind = token.getClaims().get("typ");
        return (kind == null || kind.equals("ID")) && !token.hasClaim("events");
    }

    private static OAuth2TokenValidator<Jwt> rule(String name, Predicate<Jwt> rule) {
        return token -> rule.test(token)
                ? OAuth2TokenValidatorResult.success()
                : OAuth2TokenValidatorResult.failure(new OAuth2Error("invalid_token", "wrong " + name, null));
    }
}
