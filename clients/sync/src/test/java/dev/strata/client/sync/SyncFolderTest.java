package dev.strata.client.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strata.client.Digests;
import dev.strata.client.sync.StateStore.Update;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SyncFolderTest {
    @TempDir
    private Path root;

    private void agreeOn(SyncFolder folder, String name) throws IOException {
        try (SqliteStore store = folder.state()) {
            DiskTree tree = new DiskTree(root, store, Scope.ALL, Clock.systemUTC());
            Fingerprint known = Objects.requireNonNull(tree.fingerprint(name));
            String sha256 = Digests.ofFile(root.resolve(name));
            store.set(SyncFolder.ROOT, "root");
            store.keep(Update.ofSynced(new SyncedNode("n1", new Place("root", name), false, sha256, 1, known)));
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void ofAWipedFolderNothingIsKeptButThatItWasWiped() throws IOException {
        Files.writeString(root.resolve("sent"), "one");
        Files.writeString(root.resolve("new"), "two");
        try (SyncFolder folder = SyncFolder.take(root)) {
            agreeOn(folder, "sent");
            folder.wiped(folder.wipe(Clock.systemUTC()), Clock.systemUTC());
        }
        assertThat(names(root)).containsExactly(".strata", "new");
        assertThat(names(SyncFolder.own(root))).containsExactly("lock", "status.json");
        Status status = Status.read(SyncFolder.own(root)).orElseThrow();
        assertThat(status.stopped().state()).isEqualTo("wiped");
        assertThat(status.left()).containsOnlyKeys("new");
    }

    @Test
    void whatWasAgreedOnAboutAnotherFolderIsForgottenAtOnce() throws IOException {
        Files.writeString(root.resolve("sent"), "one");
        try (SyncFolder folder = SyncFolder.take(root)) {
            agreeOn(folder, "sent");
            try (SqliteStore store = folder.state()) {
                SyncState state = new SyncState(store);
                SyncFolder.requireSame("this one", store, state::apply);
                SyncFolder.requireSame("this one", store, state::apply);
                assertThat(state.synced()).hasSize(1);
                SyncFolder.requireSame("a copy", store, state::apply);
                assertThat(state.synced()).isEmpty();
                assertThat(store.load().synced()).isEmpty();
            }
        }
    }

    @Test
    void aWipedFolderIsNotFilledAgain() throws IOException {
        try (SyncFolder folder = SyncFolder.take(root)) {
            folder.requireNotWiped();
            folder.wiped(folder.wipe(Clock.systemUTC()), Clock.systemUTC());
        }
        try (SyncFolder folder = SyncFolder.take(root)) {
            assertThatThrownBy(folder::requireNotWiped)
                    .isInstanceOf(SyncRefused.class)
                    .hasMessageContaining("delete " + SyncFolder.own(root));
        }
    }

    @Test
    void theStatusOfAnOlderAgentIsRead() throws IOException {
        Files.createDirectory(SyncFolder.own(root));
        Files.writeString(SyncFolder.own(root).resolve("status.json"), """
                {"state":"in-sync","at":"2026-11-22T10:00:00Z","server":"s","remote":"/","pending":[],"left":{}}""");
        assertThat(Status.read(SyncFolder.own(root)).orElseThrow().received()).isZero();
    }
}
