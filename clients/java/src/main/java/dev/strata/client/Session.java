package dev.strata.client;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who the client is signed in as: holds the tokens and renews them before they expire. */
final class Session {
    private static final Duration MARGIN = Duration.ofSeconds(60);

    /** Others may be waiting for new tokens. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final URI base;
    private final Transport transport;
    private @Nullable Tokens tokens;

    /** What an app password is exchanged with, again and again. */
    private Map<String, String> again = Map.of();

    private long renewAtNanos;

    /** Who else uses the tokens; null if nobody does. */
    private @Nullable TokenStore store;

    private TokenStore.@Nullable Tokens shared;

    Session(URI base, Transport transport) {
        this.base = base;
        this.transport = transport;
    }

    synchronized void signIn(String login, String password, @Nullable String code, @Nullable String deviceId)
            throws IOException {
        Map<String, String> body = new HashMap<>(Map.of("login", login, "password", password));
        if (code != null) {
            body.put("code", code);
        }
        if (deviceId != null) {
            body.put("deviceId", deviceId);
        }
        take("/v1/tokens", body);
    }

    synchronized void signInWithAppPassword(String login, String appPassword) throws IOException {
        Map<String, String> body = Map.of("login", login, "appPassword", appPassword);
        take("/v1/tokens", body);
        again = body;
    }

    /** Goes on with the tokens of a session that was begun before. */
    synchronized void resume(TokenStore tokenStore) throws IOException {
        store = tokenStore;
        shared = tokenStore.read();
    }

    /** What a sign-in has just brought, for {@link TokenStore}s. */
    synchronized TokenStore.Tokens tokens() {
        if (tokens == null || tokens.refreshToken() == null) {
            throw new IllegalStateException("sign in first, and not with an app password");
        }
        return kept(tokens, tokens.refreshToken());
    }

    private static TokenStore.Tokens kept(Tokens tokens, String refreshToken) {
        return new TokenStore.Tokens(tokens.accessToken(), Instant.now().plusSeconds(tokens.expiresIn()), refreshToken);
    }

    private TokenStore.Tokens renewShared(String refreshToken) throws IOException {
        Tokens fresh = ask("/v1/tokens/refresh", Map.of("refreshToken", refreshToken));
        return kept(fresh, fresh.refreshToken() == null ? refreshToken : fresh.refreshToken());
    }

    /** Gets new tokens. */
    synchronized void renew() throws IOException {
        if (store != null && shared != null) {
            shared = store.replace(shared, this::renewShared);
        } else if (tokens != null) {
            renew(tokens.refreshToken());
        } else {
            throw new IllegalStateException("sign in first");
        }
    }

    /** The value of the {@code Authorization} header. */
    synchronized String authorization() throws IOException {
        if (store != null && shared != null) {
            if (Instant.now().isAfter(shared.expiresAt().minus(MARGIN))) {
                renew();
            }
            return "Bearer " + shared.accessToken();
        }
        if (tokens == null) {
            throw new IllegalStateException("sign in first");
        }
        if (System.nanoTime() - renewAtNanos >= 0) {
            renew();
        }
        return "Bearer " + tokens.accessToken();
    }

    private void renew(@Nullable String refreshToken) throws IOException {
        if (refreshToken == null) {
            take("/v1/tokens", again);
        } else {
            take("/v1/tokens/refresh", Map.of("refreshToken", refreshToken));
        }
    }

    private Tokens ask(String path, Map<String, String> body) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(base.resolve(path))
                .header("Content-Type", "application/json")
                .timeout(PATIENCE)
                .POST(BodyPublishers.ofByteArray(transport.encode(body)))
                .build();
        return transport.read(request, Tokens.class);
    }

    private void take(String path, Map<String, String> body) throws IOException {
        Tokens taken = ask(path, body);
        long life = Math.max(0, taken.expiresIn() - MARGIN.toSeconds());
        renewAtNanos = System.nanoTime() + Duration.ofSeconds(life).toNanos();
        tokens = taken;
    }

    /** @param refreshToken null for an app password */
    @SuppressWarnings("MissingSummary")
    private record Tokens(String accessToken, @Nullable String refreshToken, long expiresIn) {}
}
