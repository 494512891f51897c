package dev.strata.endtoend.feed;

import dev.strata.endtoend.http.Answer;
import dev.strata.endtoend.http.Person;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Collection;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** One of very many: it is woken over its socket, and then pulls from where it was, as clients do. */
final class Device implements WebSocket.Listener {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Person person;
    private final Executor pulls;
    private final StringBuilder text = new StringBuilder();
    private final Set<String> names = ConcurrentHashMap.newKeySet();
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private final AtomicInteger pulling = new AtomicInteger();
    private String cursor;
    private volatile boolean connected;
    private volatile long began;
    private volatile long welcome;

    /**
     * A device of this person, that has not connected yet.
     *
     * @param cursor from where it reads on
     * @param pulls makes its requests; all devices together have only so many connections beside their sockets
     */
    Device(Person person, String cursor, Executor pulls) {
        this.person = person;
        this.cursor = cursor;
        this.pulls = pulls;
    }

    /** Does not wait. */
    void connect(HttpClient http) {
        began = System.nanoTime();
        welcome = 0;
        http.newWebSocketBuilder()
                .subprotocols("strata.feed.v1")
                .header("Authorization", "Bearer " + person.api().token())
                .buildAsync(URI.create(person.api().base().toString().replaceFirst("^http", "ws") + "/v1/socket"), this)
                .exceptionally(failure -> {
                    failures.add(failure);
                    return null;
                });
    }

    @Override
    public void onOpen(WebSocket socket) {
        connected = true;
        socket.request(1);
    }

    /** A message comes in two parts where a buffer ends. */
    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
        text.append(part);
        if (last) {
            heard(JSON.readTree(text.toString()).path("t").asString());
            text.setLength(0);
        }
        socket.request(1);
        return null;
    }

    private void heard(String what) {
        if (what.equals("welcome")) {
            welcome = System.nanoTime();
        }
        if (!what.equals("hb")) {
            pulling.incrementAndGet();
            pulls.execute(this::pull);
        }
    }

    private synchronized void pull() {
        try {
            boolean more = true;
            while (more) {
                Answer page = person.api().get("/v1/changes?cursor=" + cursor).is(200);
                page.json()
                        .path("records")
                        .forEach(change -> names.add(change.path("name").asString()));
                cursor = page.text("to");
                more = page.json().path("hasMore").asBoolean();
            }
        } catch (RuntimeException | AssertionError e) {
            failures.add(e);
        } finally {
            pulling.decrementAndGet();
        }
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
        connected = false;
        return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
        connected = false;
    }

    boolean isConnected() {
        return connected;
    }

    boolean isWelcome() {
        return welcome != 0;
    }

    boolean isAtRest() {
        return isWelcome() && pulling.get() == 0;
    }

    /** From its request until its welcome. */
    Duration waited() {
        return Duration.ofNanos(welcome - began);
    }

    boolean knows(String name) {
        return names.contains(name);
    }

    /** Connections that were refused and requests that were not answered. */
    Collection<Throwable> failures() {
        return failures;
    }
}
