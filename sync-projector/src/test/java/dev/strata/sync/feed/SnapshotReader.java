package dev.strata.sync.feed;

import dev.strata.sync.Home;
import dev.strata.sync.SyncServer;
import java.util.Map;

/** Cursors for tests that no reader would be given. */
final class SnapshotReader {
    private SnapshotReader() {}

    /** Before everything that ever happened. */
    static String emptyCursor(SyncServer server, Home home) {
        server.settle();
        return server.bean(Cursors.class)
                .write(Cursor.at(
                        FeedHeads.read(server.sql(), home.account, 0).epoch(), home.account, Map.of(), Map.of()));
    }
}
