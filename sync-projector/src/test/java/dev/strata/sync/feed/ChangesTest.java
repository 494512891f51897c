package dev.strata.sync.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.NodeId;
import dev.strata.sync.Home;
import dev.strata.sync.SyncServer;
import dev.strata.sync.SyncServer.Answer;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class ChangesTest {
    private final SyncServer server = SyncServer.shared();
    private final Home home = server.newHome();

    private Answer changes(String query) {
        server.settle();
        return server.get(home.account, "/v1/changes" + query);
    }

    private static List<String> names(Answer page) {
        List<String> names = new ArrayList<>();
        page.body()
                .path("records")
                .forEach(entry -> names.add(
                        entry.path("op").asString() + " " + entry.path("name").asString("")));
        return names;
    }

    @Test
    void startsAloneAndIsHealthy() {
        Answer health =
                SyncServer.send(HttpRequest.newBuilder(URI.create(server.url("http") + "/actuator/health/readiness"))
                        .build());
        assertThat(health.status()).isEqualTo(200);
        assertThat(health.text("status")).isEqualTo("UP");
    }

    @Test
    void aSnapshotHoldsWhatIsThere() {
        NodeId folder = home.folder(home.root, "docs");
        home.file(folder, "a.txt", 12);
        Answer page = changes("");
        assertThat(page.status()).isEqualTo(200);
        assertThat(names(page)).containsExactlyInAnyOrder("created ", "created docs", "created a.txt");
        assertThat(page.body().path("hasMore").asBoolean()).isFalse();
        assertThat(page.body().path("from").isNull()).isTrue();
        assertThat(page.raw().headers().firstValue("X-Request-Id")).isPresent();
    }

    @Test
    void aRecordSaysAllThatADeviceNeeds() {
        NodeId file = home.file(home.root, "a.txt", 12);
        JsonNode record = changes("").body().path("records").path(1);
        assertThat(record.path("type").asString()).isEqualTo("node");
        assertThat(record.path("spaceId").asString()).isEqualTo(home.space.toString());
        assertThat(record.path("nodeId").asString()).isEqualTo(file.toString());
        assertThat(record.path("parentId").asString()).isEqualTo(home.root.toString());
        assertThat(record.path("seq").asLong()).isEqualTo(2);
        assertThat(record.path("version").asLong()).isEqualTo(1);
        assertThat(record.path("kind").asString()).isEqualTo("file");
        assertThat(record.path("contentVersion").asInt()).isEqualTo(1);
        assertThat(record.path("size").asLong()).isEqualTo(12);
        assertThat(record.path("sha256").asString()).isEqualTo("b".repeat(64));
        assertThat(record.path("mediaType").asString()).isEqualTo("text/plain");
        assertThat(record.path("modifiedAt").asString()).isEqualTo("2026-01-02T03:04:05Z");
        assertThat(record.path("by").asString()).isEqualTo(home.account.toString());
        for (String flag : List.of("trashed", "deleted", "shared")) {
            assertThat(record.path(flag).isBoolean()).as(flag).isTrue();
            assertThat(record.path(flag).asBoolean()).as(flag).isFalse();
        }
    }

    @Test
    void aCursorGivesWhatCameAfterIt() {
        NodeId file = home.file(home.root, "a.txt", 12);
        String cursor = changes("").text("to");
        home.rename(file, "b.txt");
        home.upload(file, 2, 13);
        Answer page = changes("?cursor=" + cursor);
        assertThat(names(page)).containsExactly("updated b.txt");
        assertThat(page.body().path("records").path(0).path("version").asLong()).isEqualTo(3);
        assertThat(page.text("from")).isEqualTo(cursor);
        Answer empty = changes("?cursor=" + page.text("to"));
        assertThat(empty.body().path("records").isEmpty()).isTrue();
        assertThat(changes("?cursor=" + empty.text("to")).status()).isEqualTo(200);
    }

    @Test
    void latestLeavesOutThePast() {
        home.file(home.root, "a.txt", 12);
        Answer latest = changes("?cursor=latest");
        assertThat(latest.body().path("records").isEmpty()).isTrue();
        home.file(home.root, "b.txt", 12);
        assertThat(names(changes("?cursor=" + latest.text("to")))).containsExactly("created b.txt");
    }

    @Test
    void pagesEndWithHasMore() {
        for (int i = 0; i < 5; i++) {
            home.file(home.root, "f" + i, 1);
        }
        String beginning = SnapshotReader.emptyCursor(server, home);
        Answer first = changes("?limit=4&cursor=" + beginning);
        assertThat(first.body().path("hasMore").asBoolean()).isTrue();
        Answer second = changes("?limit=4&cursor=" + first.text("to"));
        assertThat(names(second)).containsExactly("created f3", "created f4");
        assertThat(second.body().path("hasMore").asBoolean()).isFalse();
    }

    @Test
    void anAccountThatIsNotKnownYetHasAnEmptyFeedThatGoesOn() {
        AccountId stranger = AccountId.random();
        Answer page = server.get(stranger, "/v1/changes");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body().path("records").isEmpty()).isTrue();
        assertThat(server.get(stranger, "/v1/changes?cursor=" + page.text("to")).status())
                .isEqualTo(200);
    }

    @Test
    void nobodyReadsAnotherFeed() {
        home.file(home.root, "secret.txt", 12);
        Home other = server.newHome();
        String cursor = changes("").text("to");
        Answer foreign = server.get(other.account, "/v1/changes?cursor=" + cursor);
        assertThat(foreign.status()).isEqualTo(400);
        assertThat(foreign.text("code")).isEqualTo("invalid-cursor");
        server.settle();
        assertThat(server.get(other.account, "/v1/changes").body().toString()).doesNotContain("secret.txt");
    }

    @Test
    void aTruncatedCursorIsNoCursor() {
        String cursor = changes("").text("to");
        for (int length : List.of(cursor.length() - 1, cursor.length() - 4, cursor.length() / 2, 44, 43)) {
            Answer answer = changes("?cursor=" + cursor.substring(0, length));
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.text("code")).isEqualTo("invalid-cursor");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "AAAA", "%00", "4pi6", "eyJ2IjoxfQ", "a.b.c", "\u2603"})
    void garbageIsNoCursor(String cursor) {
        Answer answer =
                changes("?cursor=" + java.net.URLEncoder.encode(cursor, java.nio.charset.StandardCharsets.UTF_8));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("code")).isEqualTo("invalid-cursor");
    }

    @Test
    void anAlteredCursorIsRefused() {
        String cursor = changes("").text("to");
        for (int i = 0; i < cursor.length() - 1; i += 7) {
            char other = cursor.charAt(i) == 'A' ? 'B' : 'A';
            String altered = cursor.substring(0, i) + other + cursor.substring(i + 1);
            assertThat(changes("?cursor=" + altered).status()).as(altered).isEqualTo(400);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=1001", "limit=x", "wait=-1", "wait=61", "wait=1.5", "limit=99999999999"})
    void limitsAreKept(String query) {
        Answer answer = changes("?" + query);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("code")).isEqualTo("invalid-value");
    }

    @Test
    void nobodyGetsInWithoutAToken() {
        Answer answer = SyncServer.send(HttpRequest.newBuilder(URI.create(server.url("http") + "/v1/changes"))
                .build());
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.text("code")).isEqualTo("not-signed-in");
    }

    @Test
    void aCursorOfAnotherEpochMeansReset() {
        server.settle();
        String foreign = server.bean(Cursors.class)
                .write(Cursor.at(UUID.randomUUID(), home.account, Map.of(home.space.value(), 1L), Map.of()));
        assertReset(changes("?cursor=" + foreign), "epoch", "keep-both");
    }

    @Test
    void aCursorFromBeyondTheFeedMeansReset() {
        server.settle();
        UUID epoch = FeedHeads.read(server.sql(), home.account, 0).epoch();
        String ahead = server.bean(Cursors.class)
                .write(Cursor.at(epoch, home.account, Map.of(home.space.value(), 1_000L), Map.of()));
        assertReset(changes("?cursor=" + ahead), "epoch", "keep-both");
    }

    @Test
    void aCursorOlderThanTheTombstonesMeansReset() {
        String cursor = changes("").text("to");
        home.file(home.root, "a.txt", 12);
        home.file(home.root, "b.txt", 12);
        server.settle();
        server.sql()
                .sql("UPDATE sync.space SET horizon = 2 WHERE space_id = ?")
                .param(home.space.value())
                .update();
        assertReset(changes("?cursor=" + cursor), "expired", "server-wins");
        assertThat(changes("").status()).isEqualTo(200);
    }

    private static void assertReset(Answer answer, String reason, String resync) {
        assertThat(answer.status()).isEqualTo(410);
        assertThat(answer.text("code")).isEqualTo("feed-reset");
        assertThat(answer.text("reason")).isEqualTo(reason);
        assertThat(answer.text("resync")).isEqualTo(resync);
        assertThat(answer.text("snapshot")).isEqualTo("/v1/changes");
    }
}
