package dev.strata.sync.feed;

import dev.strata.kernel.id.AccountId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How far the feeds of all spaces of an account have come, at one moment. */
record FeedHeads(UUID epoch, List<Head> spaces) {
    record Head(UUID space, long seq, long horizon) {}

    private record Row(UUID epoch, UUID space, long seq, long horizon, boolean rebuilding) {}

    static FeedHeads read(JdbcClient jdbc, AccountId account) {
        List<Row> rows = jdbc.sql("""
                SELECT f.epoch, s.space_id, s.head, s.horizon, s.last_position < s.rebuild_until AS rebuilding
                FROM sync.feed f LEFT JOIN sync.space s ON s.owner = ?
                ORDER BY s.space_id
                """)
                .param(account.value())
                .query((row, _) -> new Row(
                        row.getObject("epoch", UUID.class),
                        row.getObject("space_id", UUID.class),
                        row.getLong("head"),
                        row.getLong("horizon"),
                        row.getBoolean("rebuilding")))
                .list();
        if (rows.stream().anyMatch(Row::rebuilding)) {
            throw new FeedRebuildingException();
        }
        return new FeedHeads(
                rows.getFirst().epoch(),
                rows.stream()
                        .filter(row -> row.space() != null)
                        .map(row -> new Head(row.space(), row.seq(), row.horizon()))
                        .toList());
    }

    Map<UUID, Long> positions() {
        Map<UUID, Long> positions = new TreeMap<>();
        spaces.forEach(head -> positions.put(head.space(), head.seq()));
        return positions;
    }

    /** Refuses a cursor from which this feed cannot be read on. */
    void check(Cursor cursor) {
        if (!cursor.epoch().equals(epoch)) {
            throw FeedResetException.epoch();
        }
        for (Head head : spaces) {
            Long position = cursor.positions().get(head.space());
            if (position != null && position > head.seq()) {
                throw FeedResetException.epoch();
            }
            if (position != null && position < head.horizon()) {
                throw FeedResetException.expired();
            }
        }
    }

    boolean beyond(Cursor cursor) {
        return spaces.stream().anyMatch(head -> head.seq() > cursor.position(head.space()));
    }
}
