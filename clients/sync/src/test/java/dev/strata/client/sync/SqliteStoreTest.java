package dev.strata.client.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.client.sync.StateStore.Saved;
import dev.strata.client.sync.StateStore.Update;
import dev.strata.client.sync.StateStore.Update.Forget;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteStoreTest {
    private static final Fingerprint FINGERPRINT = new Fingerprint("key", 5, 7);
    private static final RemoteNode FILE = new RemoteNode(
            "file",
            new Place("root", "\u00e9 'quoted'.txt"),
            false,
            3,
            2,
            "abc",
            5,
            Instant.parse("2026-01-02T03:04:05.123456789Z"),
            false);
    private static final RemoteNode FOLDER =
            new RemoteNode("folder", new Place("", ""), true, 1, 0, null, 0, null, true);
    private static final SyncedNode SYNCED =
            new SyncedNode("file", new Place("root", "a"), false, "abc", 3, FINGERPRINT);

    @TempDir
    private Path folder;

    private SqliteStore open() {
        return SqliteStore.open(folder.resolve("sync.db"));
    }

    @Test
    void knowsAfterwardsWhatItWasTold() {
        try (SqliteStore store = open()) {
            store.keep(new Update(Forget.NOTHING, "c1", List.of(FILE, FOLDER), List.of(), List.of(SYNCED), List.of()));
        }
        try (SqliteStore store = open()) {
            Saved saved = store.load();
            assertThat(saved.cursor()).isEqualTo("c1");
            assertThat(saved.remote()).containsExactlyInAnyOrder(FILE, FOLDER);
            assertThat(saved.synced()).containsExactly(SYNCED);
            store.keep(new Update(Forget.NOTHING, null, List.of(), List.of("file"), List.of(), List.of("file")));
            assertThat(store.load().remote()).containsExactly(FOLDER);
            assertThat(store.load().synced()).isEmpty();
            assertThat(store.load().cursor()).isEqualTo("c1");
        }
    }

    @Test
    void aResetForgetsBothTreesAndThePlaceInTheFeed() {
        try (SqliteStore store = open()) {
            store.set("device", "d1");
            store.keep(new Update(Forget.NOTHING, "c1", List.of(FILE), List.of(), List.of(SYNCED), List.of()));
            store.keep(Update.RESET);
            assertThat(store.load()).isEqualTo(new Saved(null, List.of(), List.of()));
            assertThat(store.setting("device")).hasValue("d1");
        }
    }

    @Test
    void afterALongTimeOnlyTheServersTreeIsForgotten() {
        try (SqliteStore store = open()) {
            store.keep(new Update(Forget.NOTHING, "c1", List.of(FILE), List.of(), List.of(SYNCED), List.of()));
            store.keep(Update.EXPIRED);
            assertThat(store.load()).isEqualTo(new Saved(null, List.of(), List.of(SYNCED)));
        }
    }

    @Test
    void keepsHashes() {
        try (SqliteStore store = open()) {
            store.keepHashes(Map.of(FINGERPRINT, new Digested("abc", 7)), List.of());
            assertThat(store.hashes()).containsExactly(Map.entry(FINGERPRINT, new Digested("abc", 7)));
            store.keepHashes(Map.of(), List.of(FINGERPRINT));
            assertThat(store.hashes()).isEmpty();
        }
    }
}
