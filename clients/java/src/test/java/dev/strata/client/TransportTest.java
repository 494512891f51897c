package dev.strata.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Against a server that falls silent, as one does to whom the way is lost. */
@Timeout(120)
class TransportTest {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int ANNOUNCED = 10;
    private static final byte[] ANSWER = "\"all\"".getBytes(StandardCharsets.UTF_8);

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final BlockingQueue<String> asked = new LinkedBlockingQueue<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private final CountDownLatch done = new CountDownLatch(1);
    private final Transport transport = new Transport(PATIENCE);
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            try (exchange) {
                String path = exchange.getRequestURI().getPath();
                boolean first = !asked.contains(path);
                asked.add(path);
                if (path.equals("/half")) {
                    exchange.sendResponseHeaders(200, ANNOUNCED);
                    exchange.getResponseBody().write(ANSWER);
                    exchange.getResponseBody().flush();
                    over.await();
                    return;
                }
                if (path.equals("/silent") && first) {
                    over.await();
                } else if (path.equals("/slow")) {
                    done.await();
                }
                exchange.sendResponseHeaders(200, ANSWER.length);
                exchange.getResponseBody().write(ANSWER);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        over.countDown();
        done.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:%d%s".formatted(server.getAddress().getPort(), path)));
    }

    @Test
    void aReadWithoutAnAnswerIsAskedAgain() throws IOException {
        assertThat(transport.read(to("/silent").GET().build(), String.class)).isEqualTo("all");
        assertThat(asked).hasSize(2);
    }

    @Test
    void aBodyThatStopsInTheMiddleIsGivenUp() {
        ByteArrayOutputStream come = new ByteArrayOutputStream();
        assertThatThrownBy(() -> transport.receive(to("/half").GET().build(), come, Progress.NONE))
                .isInstanceOf(HttpTimeoutException.class)
                .hasMessage("the connection is silent");
        assertThat(come.toByteArray()).isEqualTo(ANSWER);
    }

    @Test
    void aCommandMayTakeLonger() throws Exception {
        HttpRequest command = to("/slow").POST(BodyPublishers.noBody()).build();
        CompletableFuture<String> answer = new CompletableFuture<>();
        threads.execute(() -> {
            try {
                answer.complete(transport.read(command, String.class));
            } catch (IOException e) {
                answer.completeExceptionally(e);
            }
        });
        assertThat(asked.take()).isEqualTo("/slow");

        aReadWithoutAnAnswerIsAskedAgain();
        done.countDown();

        assertThat(answer.get()).isEqualTo("all");
    }
}
