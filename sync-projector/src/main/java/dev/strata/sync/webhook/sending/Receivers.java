package dev.strata.sync.webhook.sending;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.Proxy;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import okhttp3.ConnectionPool;
import okhttp3.Dns;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Sends to receivers: one request, no redirects, no proxies, an end after some seconds whatever the receiver does. */
@Component
public class Receivers implements AutoCloseable {
    private static final MediaType CLOUD_EVENT = MediaType.get("application/cloudevents+json; charset=utf-8");
    private static final long ANSWER_BYTES_MAX = 1 << 10;
    private static final int RETRY_AFTER_DIGITS_MAX = 9;

    private final OkHttpClient http;
    private final Clock clock;

    @Autowired
    Receivers(
            ReachableAddresses reachable,
            Clock clock,
            @Value("${strata.webhooks.answer-within}") Duration answerWithin) {
        this(reachable, clock, answerWithin, Dns.SYSTEM);
    }

    Receivers(ReachableAddresses reachable, Clock clock, Duration answerWithin, Dns dns) {
        this.clock = clock;
        this.http = new OkHttpClient.Builder()
                .callTimeout(answerWithin)
                .connectTimeout(answerWithin)
                .readTimeout(answerWithin)
                .writeTimeout(answerWithin)
                .followRedirects(false)
                .followSslRedirects(false)
                .proxy(Proxy.NO_PROXY)
                .dns(dns)
                .socketFactory(new GuardedSockets(reachable))
                .connectionPool(new ConnectionPool(100, 20, TimeUnit.SECONDS))
                .build();
    }

    /** @param id the same whenever this body is sent again */
    @SuppressWarnings("MissingSummary")
    public Answer send(String url, List<String> secrets, String id, byte[] body) {
        long seconds = clock.instant().getEpochSecond();
        Request request = new Request.Builder()
                .url(url)
                .header("User-Agent", "Strata-Webhooks/1")
                .header("Accept-Encoding", "identity")
                .header("webhook-id", id)
                .header("webhook-timestamp", Long.toString(seconds))
                .header("webhook-signature", Signature.of(secrets, id, seconds, body))
                .post(RequestBody.create(body, CLOUD_EVENT))
                .build();
        long start = System.nanoTime();
        try (Response response = http.newCall(request).execute()) {
            response.body().source().request(ANSWER_BYTES_MAX);
            return new Answer(response.code(), null, since(start), retryAfter(response));
        } catch (IOException e) {
            return new Answer(null, word(e), since(start), null);
        }
    }

    @Override
    public void close() {
        http.connectionPool().evictAll();
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }

    private static @Nullable Duration retryAfter(Response response) {
        String value = response.header("Retry-After");
        return value != null && value.length() <= RETRY_AFTER_DIGITS_MAX && value.matches("[0-9]+")
                ? Duration.ofSeconds(Long.parseLong(value))
                : null;
    }

    private static String word(IOException e) {
        return switch (e) {
            case UnreachableAddressException _ -> "address-not-allowed";
            case UnknownHostException _ -> "unknown-host";
            case InterruptedIOException _ -> "timeout";
            case SSLException _ -> "tls";
            case ConnectException _ -> "no-connection";
            default -> "connection-broken";
        };
    }
}
