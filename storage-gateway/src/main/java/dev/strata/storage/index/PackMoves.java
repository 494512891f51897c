package dev.strata.storage.index;

import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which packs a store has, and that they are in another one now. */
@Component
public class PackMoves {
    private static final int PAGE = 1_000;

    /** As long as that, a backup of the database from before finds the pack where it was. */
    private static final Duration GRACE = Duration.ofDays(1);

    private static final String MOVE = """
            WITH moved AS (
                UPDATE storage.pack SET store = :to WHERE pack_id = :pack AND store = :from
                RETURNING pack_id, length)
            INSERT INTO storage.doomed_pack (pack_id, store, length, not_before)
            SELECT pack_id, :from, length, :notBefore FROM moved WHERE :delete
            ON CONFLICT (pack_id, store) DO NOTHING""";

    private final JdbcClient jdbc;
    private final Clock clock;

    PackMoves(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    public long count(String store) {
        return jdbc.sql("SELECT count(*) FROM storage.pack WHERE store = ?")
                .param(store)
                .query((row, _) -> row.getLong(1))
                .single();
    }

    /** The store that a known pack is read in. */
    public String storeOf(UUID pack) {
        return jdbc.sql("SELECT store FROM storage.pack WHERE pack_id = ?")
                .param(pack)
                .query((row, _) -> row.getString(1))
                .single();
    }

    /** The next packs of a store. */
    public List<UUID> page(String store, UUID after) {
        return jdbc.sql("SELECT pack_id FROM storage.pack WHERE store = ? AND pack_id > ? ORDER BY pack_id LIMIT ?")
                .params(store, after, PAGE)
                .query((row, _) -> row.getObject(1, UUID.class))
                .list();
    }

    /** The pack is durable in both stores; it is read in the other one from now on. */
    public void move(UUID pack, String from, String to, boolean delete) {
        OffsetDateTime notBefore = clock.instant().plus(GRACE).atOffset(ZoneOffset.UTC);
        jdbc.sql(MOVE)
                .param("pack", pack)
                .param("from", from)
                .param("to", to)
                .param("delete", delete)
                .param("notBefore", notBefore)
                .update();
    }
}
