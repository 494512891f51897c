package dev.strata.client;

import java.net.URI;
import java.net.http.HttpClient;
import java.security.GeneralSecurityException;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * The connections to servers. Those that are encrypted have a client of their own, which is made when the first of them is
 * wanted: to read whom this machine trusts takes a fifth of a second.
 */
final class Connections {
    static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final HttpClient plain = builder().sslContext(trustingNobody()).build();
    private @Nullable HttpClient encrypted;

    HttpClient to(URI server) {
        return "https".equalsIgnoreCase(server.getScheme()) ? encrypted() : plain;
    }

    private synchronized HttpClient encrypted() {
        HttpClient made = encrypted;
        if (made == null) {
            made = builder().build();
            encrypted = made;
        }
        return made;
    }

    /** Redirects are followed by hand: a ticket's address must not be shown the access token. */
    private static HttpClient.Builder builder() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(TIMEOUT)
                .followRedirects(HttpClient.Redirect.NEVER);
    }

    private static SSLContext trustingNobody() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[0], null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM has no TLS", e);
        }
    }
}
