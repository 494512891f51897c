package dev.strata.client;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who the client is signed in as: holds the tokens and renews them before they expire. */
final class Session {
    private static final Duration MARGIN = Duration.ofSeconds(60);

    private final URI base;
    private final Transport transport;
    private @Nullable Tokens tokens;
    private long renewAtNanos;

    Session(URI base, Transport transport) {
        this.base = base;
        this.transport = transport;
    }

    synchronized void signIn(String login, String password, @Nullable String deviceId) throws IOException {
        Map<String, String> body = new HashMap<>(Map.of("login", login, "password", password));
        if (deviceId != null) {
            body.put("deviceId", deviceId);
        }
        take("/v1/tokens", body);
    }

    /** The value of the {@code Authorization} header. */
    synchronized String authorization() throws IOException {
        if (tokens == null) {
            throw new IllegalStateException("sign in first");
        }
        if (System.nanoTime() - renewAtNanos >= 0) {
            take("/v1/tokens/refresh", Map.of("refreshToken", tokens.refreshToken()));
        }
        return "Bearer " + tokens.accessToken();
    }

    private void take(String path, Map<String, String> body) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(base.resolve(path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(transport.encode(body)))
                .build();
        Tokens taken = transport.read(request, Tokens.class);
        long life = Math.max(0, taken.expiresIn() - MARGIN.toSeconds());
        renewAtNanos = System.nanoTime() + Duration.ofSeconds(life).toNanos();
        tokens = taken;
    }

    private record Tokens(String accessToken, String refreshToken, long expiresIn) {}
}
