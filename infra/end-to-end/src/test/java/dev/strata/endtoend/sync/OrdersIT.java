package dev.strata.endtoend.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.endtoend.http.Bytes;
import dev.strata.endtoend.http.Person;
import dev.strata.endtoend.process.StrataProcess;
import dev.strata.testing.Await;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What an agent does when the server stops its device, or orders it to remove what it holds; and how little it fetches. */
class OrdersIT {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration SOON = Duration.ofMinutes(4);

    /** From 200 on, if they are a quarter of the space, a device is stopped. */
    private static final int FILES = 220;

    private final URI server = StrataProcess.shared().url();
    private final Person anna = Person.signUp(server);

    private String device() {
        return anna.all("/v1/devices").getFirst().path("deviceId").asString();
    }

    private String onServer(String path) {
        return new String(anna.api().get("/v1/content/" + path).body(), StandardCharsets.UTF_8);
    }

    @Test
    void aParkedDeviceReadsOnAndGoesOnSendingWhenItIsReleased() throws IOException {
        try (SyncedFolder laptop = new SyncedFolder("parked", server, anna)) {
            laptop.awaitState("in-sync");
            for (int i = 0; i < FILES; i++) {
                Files.writeString(laptop.root().resolve("f" + i), "content " + i);
            }
            Await.until(SOON, "all sent", () -> anna.children(anna.root()).size() == FILES);
            laptop.awaitState("in-sync");
            for (int i = 0; i < FILES; i++) {
                Files.writeString(laptop.root().resolve("f" + i), "encrypted " + i);
            }
            laptop.awaitState("parked");
            assertThat(laptop.said().path("detail").asString()).contains("strata devices release " + device());
            assertThat(laptop.output()).contains("parked: ");

            anna.upload("theirs.txt", "from the web".getBytes(StandardCharsets.UTF_8))
                    .is(201);
            Await.until(SOON, "read on", () -> Files.exists(laptop.root().resolve("theirs.txt")));
            laptop.awaitState("parked");

            anna.api().post("/v1/devices/%s/release".formatted(device()), "").is(204);
            laptop.awaitState("in-sync");
            for (int i = 0; i < FILES; i++) {
                assertThat(onServer("f" + i)).isEqualTo("encrypted " + i);
            }
        }
    }

    @Test
    void aWipedDeviceRemovesWhatTheServerHasAndLeavesTheRest() throws IOException {
        try (SyncedFolder laptop = new SyncedFolder("wiped", server, anna)) {
            Files.createDirectories(laptop.root().resolve("docs"));
            Files.writeString(laptop.root().resolve("docs/sent.txt"), "sent");
            Files.writeString(laptop.root().resolve("docs/line\nbreak"), "the server does not take this name");
            Await.until(SOON, "sent", () -> onServer("docs/sent.txt").equals("sent"));
            laptop.awaitState("pending");

            anna.api().delete("/v1/devices/%s?wipe=true".formatted(device())).is(204);

            assertThat(laptop.awaitEnd(SOON)).isZero();
            assertWiped(laptop, Map.of("docs/line\nbreak", "was never sent"));
            assertThat(onServer("docs/sent.txt")).isEqualTo("sent");

            laptop.restart();
            assertThat(laptop.awaitEnd(SOON)).isNotZero();
            assertThat(laptop.output()).contains("To keep it in sync anew, delete");
            assertThat(laptop.tree()).containsOnlyKeys("docs", "docs/line\nbreak");
        }
    }

    @Test
    void aDeviceHearsOfItAlsoWhenItComesBackLater() throws IOException {
        try (SyncedFolder laptop = new SyncedFolder("late", server, anna)) {
            Files.createDirectories(laptop.root());
            Files.writeString(laptop.root().resolve("sent.txt"), "sent");
            Await.until(SOON, "sent", () -> onServer("sent.txt").equals("sent"));
            Path next = Files.writeString(laptop.root().resolve("next.txt"), "noted is what was sent before this");
            Await.until(SOON, "sent too", () -> onServer("next.txt").startsWith("noted"));
            laptop.kill();
            Files.delete(next);
            Files.writeString(laptop.root().resolve("new.txt"), "not sent yet");
            anna.api().delete("/v1/devices/%s?wipe=true".formatted(device())).is(204);

            laptop.restart();

            assertThat(laptop.awaitEnd(SOON)).isZero();
            assertWiped(laptop, Map.of("new.txt", "was never sent"));
        }
    }

    private static void assertWiped(SyncedFolder folder, Map<String, String> left) throws IOException {
        assertThat(folder.said().path("state").asString()).isEqualTo("wiped");
        assertThat(folder.said().path("left")).isEqualTo(JSON.<JsonNode>valueToTree(left));
        Path own = folder.root().resolve(".strata");
        assertThat(own.resolve("sync.db")).doesNotExist();
        assertThat(own.resolve("credentials.json")).doesNotExist();
        assertThat(folder.output()).contains("wiped; files removed: 1, left");
    }

    @Test
    void ofAFileThatIsHereInAnOlderVersionOnlyWhatChangedIsFetched() throws IOException {
        byte[] content = Bytes.random(42, 20_000_000);
        anna.upload("big.bin", content).is(201);
        try (SyncedFolder laptop = new SyncedFolder("delta", server, anna)) {
            Await.until(SOON, "here", () -> received(laptop) > content.length);
            laptop.awaitState("in-sync");
            long before = received(laptop);

            content[10_000_000]++;
            anna.upload("big.bin", content).is(200);

            String changed = Bytes.sha256(content);
            Await.until(SOON, "changed here", () -> laptop.tree().get("big.bin").equals(changed));
            Await.until(SOON, "counted", () -> received(laptop) > before + 12);
            laptop.awaitState("in-sync");
            assertThat(received(laptop) - before).isLessThan(500_000);
        }
    }

    private static long received(SyncedFolder folder) throws IOException {
        return folder.said().path("received").asLong();
    }
}
