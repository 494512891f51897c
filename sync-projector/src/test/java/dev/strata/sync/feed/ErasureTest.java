package dev.strata.sync.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.kernel.id.DeviceId;
import dev.strata.kernel.id.GrantId;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.node.NodeEvent.NodeRenamed;
import dev.strata.platform.erasure.SubjectKeys;
import dev.strata.sync.Home;
import dev.strata.sync.SyncServer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is left of an account in feeds and queues once it is erased. */
class ErasureTest {
    private static final String NAME = "Zephyrine";

    private final SyncServer server = SyncServer.start();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void nothingOfTheAccountIsLeftAndAReplayBringsNothingBack() {
        Home zoe = server.newHome();
        Home bob = server.newHome();
        NodeId folder = zoe.folder(zoe.root, NAME);
        zoe.rename(zoe.file(folder, NAME + ".txt", 5), "Letters of " + NAME);
        DeviceId phone = zoe.register("Phone of " + NAME);
        server.settle();
        acknowledge(phone, zoe);
        GrantId grant = zoe.share(folder, bob.account, "viewer");
        zoe.unshare(grant, folder, bob.account);
        bob.folder(bob.root, "Bob's own");
        server.settle();
        assertThat(rows()).anyMatch(row -> row.contains(NAME));
        List<String> ofBob = ofBob(bob);

        zoe.erase(server.bean(SubjectKeys.class));
        server.settle();

        assertThat(rows()).noneMatch(row -> row.contains(NAME) || row.contains(phone.toString()));
        assertThat(rows("record")).noneMatch(row -> row.contains(zoe.root.toString()));
        assertThat(ofBob(bob)).isEqualTo(ofBob);
        List<String> before = rows("record");
        server.replay();
        assertThat(rows("record")).isEqualTo(before);
        assertThat(rows()).noneMatch(row -> row.contains(NAME) || row.contains(phone.toString()));
        assertThat(server.get(zoe.account, "/v1/changes").body().path("changes"))
                .isEmpty();
    }

    @Test
    void aCommandThatWasUnderWayHoldsNobodyUp() {
        Home zoe = server.newHome();
        Home bob = server.newHome();
        NodeId folder = zoe.folder(zoe.root, NAME);
        zoe.erase(server.bean(SubjectKeys.class));
        zoe.appendLate(new NodeRenamed(folder, zoe.space, "", ""));
        NodeId later = bob.folder(bob.root, "later");
        server.settle();
        assertThat(rows("record"))
                .anyMatch(row -> row.contains(later.toString()))
                .noneMatch(row -> row.contains(folder.toString()));
    }

    private void acknowledge(DeviceId device, Home home) {
        server.sql()
                .sql("INSERT INTO sync.acknowledgement (device_id, space_id, seq, at) VALUES (?, ?, 1, now())")
                .params(device.value(), home.space.value())
                .update();
        server.sql()
                .sql("INSERT INTO sync.delivery (device_id, space_id, seq) VALUES (?, ?, 1)")
                .params(device.value(), home.space.value())
                .update();
        server.sql()
                .sql("INSERT INTO sync.completion (device_id, records) VALUES (?, 1)")
                .param(device.value())
                .update();
    }

    private List<String> ofBob(Home bob) {
        return rows("record").stream()
                .filter(row -> row.contains(bob.space.toString()))
                .toList();
    }

    private List<String> rows() {
        return Stream.of("record", "space", "node_grant", "device", "acknowledgement", "delivery", "completion")
                .flatMap(table -> rows(table).stream())
                .toList();
    }

    private List<String> rows(String table) {
        return server.sql()
                .sql("SELECT CAST(t AS text) FROM sync." + table + " t ORDER BY 1")
                .query((row, _) -> row.getString(1))
                .list();
    }
}
