package dev.strata.client.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.strata.client.StrataClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class FeedWatchTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String CURSOR = "c0";
    private static final String AT_ONCE = "wait=0&cursor=c0";
    private static final String WAITING = "wait=25&cursor=c0";

    /** More than a single question is asked again when it fails. */
    private static final int SOME = 12;

    private static final Answer NOTHING = new Answer(200, changes(""));
    private static final Answer NEWS = new Answer(200, changes("{\"type\":\"node\",\"seq\":1,\"version\":1}"));
    private static final Answer PAGE_OF_A_PROXY = new Answer(503, "<html>No server</html>");
    private static final Answer CUT = new Answer(0, "");

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> asked = new LinkedBlockingQueue<>();
    private final Alarm alarm = new Alarm();
    private volatile Answer failure;
    private HttpServer server;
    private FeedWatch watch;

    private record Answer(int status, String body) {}

    @BeforeEach
    void follow() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/v1/tokens", exchange -> {
            try (exchange) {
                answer(exchange, new Answer(200, "{\"accessToken\":\"a\",\"refreshToken\":\"r\",\"expiresIn\":900}"));
            }
        });
        server.createContext("/v1/changes", exchange -> {
            try (exchange) {
                asked.add(exchange.getRequestURI().getQuery());
                Answer failing = failure;
                answer(exchange, failing == null ? answers.take() : failing);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        server.start();
        StrataClient client = new StrataClient(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
        client.signIn("anna", "secret", null);
        watch = FeedWatch.start(client, alarm, Duration.ofMillis(20));
        watch.from(CURSOR);
    }

    @AfterEach
    void stop() {
        watch.close();
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void ringsForNewsUntilTheyAreRead() throws InterruptedException {
        assertThat(asked.take()).isEqualTo(WAITING);
        answers.add(NOTHING);
        assertThat(asked.take()).isEqualTo(WAITING);
        assertThat(alarm.await(Duration.ZERO)).isFalse();
        answers.add(NEWS);
        assertThat(alarm.await(LONG)).isTrue();
        assertThat(asked).isEmpty();

        watch.from("c1");

        assertThat(asked.take()).isEqualTo("wait=25&cursor=c1");
    }

    @Test
    void ringsOnceWhenTheConnectionIsLostAndOnceWhenItIsBack() throws InterruptedException {
        awayAndBack(CUT);
    }

    @Test
    void ringsOnceForWhatAProxySaysOfAServerThatIsAwayAndOnceWhenItIsBack() throws InterruptedException {
        awayAndBack(PAGE_OF_A_PROXY);
    }

    private void awayAndBack(Answer answer) throws InterruptedException {
        assertThat(asked.take()).isEqualTo(WAITING);
        failure = answer;
        answers.add(answer);
        assertThat(alarm.await(LONG)).isTrue();
        for (int i = 0; i < SOME; ) {
            i += asked.take().equals(AT_ONCE) ? 1 : 0;
        }
        assertThat(alarm.await(Duration.ZERO)).isFalse();

        failure = null;
        answers.add(NOTHING);

        assertThat(alarm.await(LONG)).isTrue();
        watch.from(CURSOR);
        answers.add(NEWS);
        assertThat(alarm.await(LONG)).isTrue();
    }

    @Test
    void ringsForARefusalAndGoesOnWhenTheRoundHasNothingNew() throws InterruptedException {
        answers.add(new Answer(410, "{\"code\":\"feed-reset\",\"retryable\":false}"));
        assertThat(alarm.await(LONG)).isTrue();
        watch.from(CURSOR);
        answers.add(NEWS);
        assertThat(alarm.await(LONG)).isTrue();
    }

    private static String changes(String records) {
        return "{\"to\":\"c0\",\"hasMore\":false,\"epoch\":\"e\",\"records\":[%s]}".formatted(records);
    }

    private static void answer(HttpExchange exchange, Answer answer) throws IOException {
        if (answer.status() == 0) {
            return;
        }
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Retry-After", "0");
        exchange.sendResponseHeaders(answer.status(), body.length);
        exchange.getResponseBody().write(body);
    }
}
