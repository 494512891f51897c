package dev.strata.sync.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.kernel.id.DeviceId;
import dev.strata.kernel.id.GrantId;
import dev.strata.kernel.id.NodeId;
import dev.strata.sync.Home;
import dev.strata.sync.SyncServer;
import dev.strata.sync.SyncServer.Answer;
import dev.strata.sync.feed.Tombstones;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class DeviceQueueTest {
    private static final String FAR_AWAY =
            "%2B999999999-12-31T23:59:59Z_00000000-0000-0000-0000-000000000000_00000000-0000-0000-0000-000000000000";

    private final SyncServer server = SyncServer.shared();
    private final Home home = server.newHome();
    private final DeviceId laptop = home.register("laptop");
    private final DeviceId phone = home.register("phone");
    private final NodeId file = home.by(phone).file(home.root, "a.txt", 10);

    private Answer queue(DeviceId device) {
        server.settle();
        return server.get(home.account, "/v1/devices/%s/queue".formatted(device));
    }

    private long pending(DeviceId device) {
        return queue(device).body().path("pending").asLong(-1);
    }

    private Answer acknowledge(DeviceId device, String cursor) {
        return server.put(
                home.account, "/v1/devices/%s/ack".formatted(device), "{\"cursor\":\"%s\"}".formatted(cursor));
    }

    private String latest() {
        server.settle();
        return server.get(home.account, "/v1/changes?cursor=latest").text("to");
    }

    private void upToDate(DeviceId device) {
        assertThat(acknowledge(device, latest()).status()).isEqualTo(204);
    }

    @Test
    void aNewDeviceMustGetEverythingThatItDidNotMake() {
        assertThat(pending(laptop)).isEqualTo(2);
        assertThat(pending(phone)).isEqualTo(1);
    }

    @Test
    void whatWasThereAndWentBeforeADeviceCameIsNotPending() {
        home.trash(file);
        assertThat(pending(laptop)).isEqualTo(1);
    }

    @Test
    void acknowledgingEmptiesTheQueue() {
        upToDate(laptop);
        Answer queue = queue(laptop);
        assertThat(queue.body().path("pending").asLong()).isZero();
        assertThat(queue.body().path("bytes").asLong()).isZero();
        assertThat(queue.body().path("oldest").isNull()).isTrue();
        assertThat(queue.body().path("acknowledgedAt").isNull()).isFalse();
        assertThat(queue.text("cursor")).isEqualTo(latest());
    }

    @Test
    void whatADeviceWasGivenIsInFlightUntilItIsCompleted() {
        upToDate(laptop);
        long before = queue(laptop).body().path("completed").asLong();
        String cursor = latest();
        home.by(phone).file(home.root, "b.txt", 1);
        home.by(phone).file(home.root, "c.txt", 1);
        home.by(laptop).file(home.root, "own.txt", 1);
        server.settle();
        Answer one = SyncServer.send(server.request(home.account, "/v1/changes?limit=1&cursor=" + cursor)
                .setHeader("Authorization", "Bearer " + server.token(home.account, laptop, Duration.ofMinutes(5)))
                .build());
        assertThat(progress(laptop)).isEqualTo("pending 2, in flight 1, completed " + before);
        assertThat(progress(phone)).startsWith("pending 2, in flight 0");
        acknowledge(laptop, one.text("to"));
        assertThat(progress(laptop)).isEqualTo("pending 1, in flight 0, completed " + (before + 1));
        acknowledge(laptop, one.text("to"));
        upToDate(laptop);
        assertThat(progress(laptop)).isEqualTo("pending 0, in flight 0, completed " + (before + 2));
    }

    private String progress(DeviceId device) {
        JsonNode queue = queue(device).body();
        return "pending %d, in flight %d, completed %d"
                .formatted(
                        queue.path("pending").asLong(-1),
                        queue.path("inFlight").asLong(-1),
                        queue.path("completed").asLong(-1));
    }

    @Test
    void whatIsMissingIsNamedTheOldestFirst() {
        upToDate(laptop);
        home.by(phone).upload(file, 2, 700);
        home.by(laptop).file(home.root, "own.txt", 1);
        home.by(phone).file(home.root, "b.txt", 30);
        home.by(phone).file(home.root, "c.txt", 30);
        home.trash(home.by(phone).file(home.root, "d.txt", 30));
        server.settle();
        List<String> named = new ArrayList<>();
        String next = "";
        do {
            Answer page = server.get(
                    home.account,
                    "/v1/devices/%s/queue/items?limit=2%s".formatted(laptop, next.isEmpty() ? "" : "&cursor=" + next));
            assertThat(page.status()).isEqualTo(200);
            page.body()
                    .path("items")
                    .forEach(item -> named.add("%s %s %s %d%s"
                            .formatted(
                                    item.path("kind").asString(),
                                    item.path("name").asString(),
                                    item.path("op").asString(),
                                    item.path("size").asLong(),
                                    item.path("gone").asBoolean() ? " gone" : "")));
            next = page.text("nextCursor");
        } while (!next.isEmpty());
        assertThat(named)
                .containsExactly(
                        "file a.txt updated 700",
                        "file b.txt created 30",
                        "file c.txt created 30",
                        "file d.txt trashed 30 gone");
        assertThat(pending(laptop)).isEqualTo(named.size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "_", "2026-01-01T00:00:00Z_x_y", "2026-01-01T00:00:00Z_x", FAR_AWAY})
    void aCursorThatNobodyGaveOutIsRefused(String cursor) {
        server.settle();
        String path = "/v1/devices/%s/queue/items".formatted(laptop);
        assertThat(server.get(home.account, path + "?cursor=" + cursor).text("code"))
                .isEqualTo("invalid-cursor");
        assertThat(server.get(home.account, path + "?limit=0").text("code")).isEqualTo("invalid-value");
        assertThat(server.get(home.account, path + "?limit=1001").text("code")).isEqualTo("invalid-value");
        assertThat(server.get(server.newHome().account, path).text("code")).isEqualTo("device-not-found");
    }

    @Test
    void changesOfOthersArePendingWithTheirBytes() {
        upToDate(laptop);
        home.by(phone).upload(file, 2, 700);
        home.by(phone).rename(file, "b.txt");
        Answer queue = queue(laptop);
        assertThat(queue.body().path("pending").asLong()).isEqualTo(1);
        assertThat(queue.body().path("bytes").asLong()).isEqualTo(700);
        assertThat(queue.body().path("oldest").isNull()).isFalse();
    }

    @Test
    void aRenameBringsNoBytes() {
        upToDate(laptop);
        home.by(phone).rename(file, "b.txt");
        assertThat(queue(laptop).body().path("pending").asLong()).isEqualTo(1);
        assertThat(queue(laptop).body().path("bytes").asLong()).isZero();
    }

    @Test
    void ownChangesAreNotPending() {
        upToDate(laptop);
        home.by(laptop).rename(file, "b.txt");
        home.by(laptop).rename(file, "c.txt");
        assertThat(pending(laptop)).isZero();
        assertThat(pending(phone)).isEqualTo(2);
    }

    /** The device's own change came last, but it has not seen what it was made upon. */
    @Test
    void anotherDevicesChangeStaysPendingBelowOnesOwn() {
        upToDate(laptop);
        home.by(phone).rename(file, "b.txt");
        String afterPhone = latest();
        home.by(laptop).rename(file, "c.txt");
        home.by(laptop).rename(file, "d.txt");
        assertThat(pending(laptop)).isEqualTo(1);
        acknowledge(laptop, afterPhone);
        assertThat(pending(laptop)).isZero();
    }

    @Test
    void ownChangeThenAnothersIsPending() {
        upToDate(laptop);
        home.by(laptop).rename(file, "b.txt");
        home.by(phone).rename(file, "c.txt");
        assertThat(pending(laptop)).isEqualTo(1);
    }

    @Test
    void changesWithoutADeviceArePendingForAll() {
        upToDate(laptop);
        upToDate(phone);
        home.by(null).rename(file, "b.txt");
        assertThat(pending(laptop)).isEqualTo(1);
        assertThat(pending(phone)).isEqualTo(1);
        home.by(laptop).rename(file, "c.txt");
        assertThat(pending(laptop)).isEqualTo(1);
    }

    @Test
    void acknowledgementsNeverGoBack() {
        String early = latest();
        home.by(phone).rename(file, "b.txt");
        upToDate(laptop);
        assertThat(acknowledge(laptop, early).status()).isEqualTo(204);
        assertThat(pending(laptop)).isZero();
    }

    @Test
    void theMiddleOfASnapshotAcknowledgesNothing() {
        server.settle();
        String inside = server.get(home.account, "/v1/changes?limit=1").text("to");
        assertThat(acknowledge(laptop, inside).status()).isEqualTo(204);
        assertThat(pending(laptop)).isEqualTo(2);
        assertThat(queue(laptop).body().path("cursor").isNull()).isTrue();
    }

    @Test
    void aDeviceThatWasAwayForTooLongMustGetEverything() {
        upToDate(laptop);
        NodeId other = home.by(phone).file(home.root, "b.txt", 20);
        upToDate(phone);
        home.by(phone).trash(other);
        home.by(phone).purge(other);
        upToDate(phone);
        server.bean(Tombstones.class).forgetBefore(Instant.parse("2100-01-01T00:00:00Z"));
        Answer queue = queue(laptop);
        assertThat(queue.body().path("pending").asLong()).isEqualTo(2);
        assertThat(queue.body().path("bytes").asLong()).isEqualTo(10);
        assertThat(server.get(home.account, "/v1/changes?cursor=" + queue.text("cursor"))
                        .text("reason"))
                .isEqualTo("expired");
        assertThat(pending(phone)).isZero();
    }

    @Test
    void acknowledgementsOutliveAReplay() {
        upToDate(laptop);
        server.replay();
        assertThat(pending(laptop)).isZero();
        home.by(phone).rename(file, "b.txt");
        assertThat(pending(laptop)).isEqualTo(1);
    }

    @Test
    void theListShowsTheCallersDevices() {
        server.settle();
        Answer list = server.get(home.account, "/v1/devices?limit=1");
        assertThat(list.body().path("items").size()).isEqualTo(1);
        assertThat(list.body().path("items").path(0).path("name").asString()).isEqualTo("laptop");
        Answer rest = server.get(home.account, "/v1/devices?limit=2&cursor=" + list.text("nextCursor"));
        assertThat(rest.body().path("items").size()).isEqualTo(1);
        assertThat(rest.body().path("items").path(0).path("deviceId").asString())
                .isEqualTo(phone.toString());
        assertThat(rest.body().path("nextCursor").isNull()).isTrue();
    }

    @Test
    void aDeviceSaysWhatItIs() {
        server.settle();
        Answer device = server.get(home.account, "/v1/devices/" + laptop);
        assertThat(device.text("name")).isEqualTo("laptop");
        assertThat(device.text("platform")).isEqualTo("linux");
        assertThat(device.body().path("revoked").asBoolean()).isFalse();
        assertThat(device.body().path("pending").asLong()).isEqualTo(2);
    }

    @Test
    void aDeviceSaysWhetherItIsParked() {
        home.park(laptop, 250, Instant.now());
        server.settle();
        assertThat(server.get(home.account, "/v1/devices/" + laptop)
                        .body()
                        .path("parked")
                        .asBoolean())
                .isTrue();
        home.release(laptop);
        server.settle();
        assertThat(server.get(home.account, "/v1/devices/" + laptop)
                        .body()
                        .path("parked")
                        .asBoolean(true))
                .isFalse();
    }

    @Test
    void aRevokedDeviceHasNoQueueAndAcknowledgesNothing() {
        home.revoke(laptop);
        assertThat(pending(laptop)).isZero();
        Answer answer = acknowledge(laptop, latest());
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.text("code")).isEqualTo("device-revoked");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/queue"})
    void anotherAccountsDeviceDoesNotExist(String path) {
        Home other = server.newHome();
        server.settle();
        Answer answer = server.get(other.account, "/v1/devices/" + laptop + path);
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.text("code")).isEqualTo("device-not-found");
    }

    @Test
    void nobodyAcknowledgesForAnother() {
        Home other = server.newHome();
        server.settle();
        String cursor = server.get(other.account, "/v1/changes?cursor=latest").text("to");
        Answer foreignDevice = server.put(
                other.account, "/v1/devices/%s/ack".formatted(laptop), "{\"cursor\":\"%s\"}".formatted(cursor));
        assertThat(foreignDevice.status()).isEqualTo(404);
        assertThat(acknowledge(laptop, cursor).text("code")).isEqualTo("invalid-cursor");
        assertThat(pending(laptop)).isEqualTo(2);
    }

    @Test
    void nobodyAcknowledgesWhatIsStillToCome() {
        String early = latest();
        home.by(phone).file(home.root, "b.txt", 1);
        String later = latest();
        long head = server.sql()
                .sql("SELECT head FROM sync.space WHERE space_id = ?")
                .param(home.space.value())
                .query(Long.class)
                .single();
        server.sql()
                .sql("UPDATE sync.space SET head = head - 1 WHERE space_id = ?")
                .param(home.space.value())
                .update();
        Answer answer = acknowledge(laptop, later);
        assertThat(answer.status()).isEqualTo(410);
        assertThat(answer.text("reason")).isEqualTo("epoch");
        server.sql()
                .sql("UPDATE sync.space SET head = ? WHERE space_id = ?")
                .params(head, home.space.value())
                .update();
        assertThat(acknowledge(laptop, early).status()).isEqualTo(204);
        assertThat(pending(laptop)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "{\"cursor\":null}", "{\"cursor\":7,\"x\":1}", "[]", "", "{\"cursor\":\"latest\"}", "{"})
    void aMalformedAcknowledgementIsRefused(String body) {
        server.settle();
        Answer answer = server.put(home.account, "/v1/devices/%s/ack".formatted(laptop), body);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(400);
        assertThat(answer.text("code")).isNotEmpty();
    }

    @Test
    void whatIsNewInAShareIsPendingUntilItIsAcknowledged() {
        Home other = server.newHome();
        NodeId folder = other.folder(other.root, "folder");
        NodeId inside = other.file(folder, "inside", 30);
        other.share(folder, home.account, "viewer");
        upToDate(laptop);
        assertThat(pending(laptop)).isZero();

        other.upload(inside, 2, 800);
        other.file(other.root, "private", 9);

        assertThat(pending(laptop)).isEqualTo(1);
        assertThat(queue(laptop).body().path("bytes").asLong()).isEqualTo(800);
        upToDate(laptop);
        assertThat(pending(laptop)).isZero();
        assertThat(queue(laptop).text("cursor")).isEqualTo(latest());
    }

    /** As with a cursor of its own: it may hold what only the share that it lost told of. */
    @Test
    void theCursorOfAQueueSendsBackWhoHasLostAShareAndKeepsAnotherOfTheSpace() {
        Home other = server.newHome();
        NodeId outer = other.folder(other.root, "outer");
        NodeId inner = other.folder(outer, "inner");
        NodeId deep = other.file(inner, "deep", 30);
        GrantId grant = other.share(outer, home.account, "viewer");
        upToDate(laptop);
        other.move(deep, outer, "deep");
        other.share(inner, home.account, "viewer");
        other.unshare(grant, outer, home.account);
        server.settle();
        assertThat(server.get(
                                home.account,
                                "/v1/changes?cursor=" + queue(laptop).text("cursor"))
                        .text("reason"))
                .isEqualTo("expired");
    }

    @Test
    void aShareThatComesAgainIsPendingAsAWhole() {
        Home other = server.newHome();
        NodeId folder = other.folder(other.root, "folder");
        other.file(folder, "inside", 30);
        GrantId grant = other.share(folder, home.account, "viewer");
        upToDate(laptop);
        other.unshare(grant, folder, home.account);
        upToDate(laptop);

        other.share(folder, home.account, "viewer");

        assertThat(pending(laptop)).isEqualTo(3); // the mount, the folder, what is in it
    }
}
