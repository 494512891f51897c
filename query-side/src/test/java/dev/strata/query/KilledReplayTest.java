package dev.strata.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.kernel.id.NodeId;
import dev.strata.query.operation.Replays;
import dev.strata.testing.Await;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process is killed in the middle of replays, and another one goes on. */
class KilledReplayTest {
    private static final List<String> PROJECTIONS = List.of("star", "conflict", "sharing");

    private final RunningQuerySide side = RunningQuerySide.shared();
    private final Operator operator = new Operator(side);
    private final Person ann = Person.opened(EventLog.of(side));
    private final NodeId file = ann.file(ann.root(), "file");
    private final HttpClient http = HttpClient.newHttpClient();

    /** Of sharing, and others, in order. */
    private static String[] tables(String... others) {
        return Stream.concat(
                        Stream.of(
                                "sharing_account",
                                "sharing_grant",
                                "sharing_group",
                                "sharing_hidden",
                                "sharing_member"),
                        Stream.of(others))
                .sorted()
                .toArray(String[]::new);
    }

    @Test
    void whatWasReadIsStillReadAndTheReplayCanBeBegunAgain(@TempDir Path folder) throws Exception {
        ann.star(file);
        ann.conflict(ann.file(ann.root(), "copy"), file);
        side.awaitProjections();
        Map<String, List<String>> before = side.rows();

        killInTheMiddle(folder);

        PROJECTIONS.forEach(name -> operator.awaitState(name, "interrupted"));
        assertThat(operator.leftovers()).containsExactly(tables("conflict", "star"));
        before.remove("replay");
        assertThat(side.rows()).containsAllEntriesOf(before);
        NodeId later = ann.file(ann.root(), "later");
        ann.star(later);
        side.awaitProjections();
        assertThat(side.get(ann, "/v1/starred").items("id"))
                .containsExactlyInAnyOrder(file.toString(), later.toString());

        for (String name : List.of("star", "conflict")) {
            assertThat(operator.replay(name, "").path("detail").asString())
                    .isEqualTo("no difference; what was rebuilt is read now");
        }
        assertThat(operator.leftovers()).containsExactly(tables());
        side.bean(Replays.class).stop();
        side.bean(Replays.class).start();
        assertThat(operator.leftovers()).isEmpty();
        assertThat(Operator.different(operator.replay("sharing", ""))).isZero();
    }

    /** One while it builds, one when it is built, one when all that is left to do is the swap. */
    private void killInTheMiddle(Path folder) throws IOException, InterruptedException, SQLException {
        int port = freePort();
        try (Obstacle _ = Obstacle.toBuilding(side, "star");
                Obstacle _ = Obstacle.toComparing(side, "conflict");
                Obstacle _ = Obstacle.toSwapping(side, "sharing_grant")) {
            Process other = start(port, folder.resolve("out"));
            try {
                Await.until(Operator.PATIENCE, "the other process is ready", () -> status(port, "GET", "") == 200);
                for (String name : PROJECTIONS) {
                    assertThat(status(port, "POST", name + "/replay")).isEqualTo(202);
                }
                operator.awaitState("star", "building");
                operator.awaitState("conflict", "comparing");
                operator.awaitState("sharing", "swapping");
                assertThat(operator.begin("star", "").code()).isEqualTo("replay-running");
            } finally {
                other.destroyForcibly().waitFor();
            }
        }
    }

    private Process start(int port, Path output) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        QuerySideApplication.class.getName(),
                        "--server.port=" + port,
                        "--spring.datasource.url=" + side.property("spring.datasource.url"),
                        "--spring.datasource.username=" + side.property("spring.datasource.username"),
                        "--spring.datasource.password=" + side.property("spring.datasource.password"),
                        "--spring.datasource.hikari.maximum-pool-size=12",
                        "--strata.keys-dir=" + side.property("strata.keys-dir"),
                        "--strata.tokens.jwks-url=" + side.property("strata.tokens.jwks-url"))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** 0 if nobody answers. */
    private int status(int port, String method, String path) {
        String url = "http://127.0.0.1:" + port + "/v1/operations/projections" + (path.isEmpty() ? "" : "/" + path);
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .header("Authorization", "Bearer " + side.operatorToken())
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
