package dev.strata.storage.index;

import dev.strata.storage.pack.PackEntry;
import dev.strata.storage.pack.SealedPack;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.ToIntFunction;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Lets one pack take the place of others, and packs go in which nothing lies any more. */
@Component
public class PackSwap {
    private static final String IN_PACK = """
            SELECT c.chunk_id, c.start, c.sealed_length, c.length, c.codec, c.pack_id, p.key_id, p.store
              FROM storage.chunk c JOIN storage.pack p USING (pack_id) WHERE c.pack_id = ? ORDER BY c.start""";

    /** In the order in which writers take them. */
    private static final String LOCK = """
            SELECT FROM storage.chunk WHERE chunk_id = ANY (?) AND domain = ? ORDER BY chunk_id FOR NO KEY UPDATE""";

    private static final String MOVE = """
            UPDATE storage.chunk c SET pack_id = ?, start = new.start, sealed_length = new.sealed, codec = new.codec,
                   bad = false
              FROM unnest(?, ?, ?, ?) AS new (id, start, sealed, codec)
             WHERE c.chunk_id = new.id AND c.domain = ? AND c.pack_id = ANY (?)""";

    /** Whoever locks many packs takes them in this order. */
    private static final String DOOM = """
            WITH locked AS MATERIALIZED (
                SELECT pack_id FROM storage.pack WHERE pack_id = ANY (?) ORDER BY pack_id FOR UPDATE),
            gone AS (
                DELETE FROM storage.pack p WHERE pack_id IN (SELECT pack_id FROM locked)
                   AND NOT EXISTS (SELECT FROM storage.chunk c WHERE c.pack_id = p.pack_id)
                RETURNING pack_id, store, length)
            INSERT INTO storage.doomed_pack (pack_id, store, length) SELECT pack_id, store, length FROM gone""";

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;

    PackSwap(JdbcTemplate jdbc, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** The chunks that lie in a pack, in the order in which they lie there. */
    public List<Location> chunksOf(UUID pack) {
        return jdbc.query(IN_PACK, (row, _) -> ChunkIndex.location(row), pack);
    }

    /** Chunks that still lie in the old packs lie in this durable one now; says how many of the old packs can go. */
    public int replace(Collection<UUID> old, SealedPack pack, String store) {
        Integer gone = transaction.execute(_ -> {
            jdbc.update(
                    ChunkIndex.ADD_PACK,
                    pack.id(),
                    store,
                    pack.key().id(),
                    pack.length(),
                    pack.entries().size());
            jdbc.query(connection -> lock(connection, pack), _ -> {});
            jdbc.update(connection -> move(connection, old, pack));
            return doom(old);
        });
        return gone == null ? 0 : gone;
    }

    private static PreparedStatement lock(Connection connection, SealedPack pack) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(LOCK);
        statement.setArray(1, ids(connection, pack));
        statement.setObject(2, pack.key().domain());
        return statement;
    }

    private static PreparedStatement move(Connection connection, Collection<UUID> old, SealedPack pack)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(MOVE);
        statement.setObject(1, pack.id());
        statement.setArray(2, ids(connection, pack));
        statement.setArray(3, integers(connection, pack, PackEntry::offset));
        statement.setArray(4, integers(connection, pack, PackEntry::sealedLength));
        statement.setArray(5, integers(connection, pack, entry -> entry.codec().number()));
        statement.setObject(6, pack.key().domain());
        statement.setArray(7, connection.createArrayOf("uuid", old.toArray()));
        return statement;
    }

    private static Array ids(Connection connection, SealedPack pack) throws SQLException {
        return BinaryIds.of(
                connection, pack.entries().stream().map(PackEntry::id).toList());
    }

    private static Array integers(Connection connection, SealedPack pack, ToIntFunction<PackEntry> value)
            throws SQLException {
        return connection.createArrayOf(
                "int4", pack.entries().stream().map(value::applyAsInt).toArray());
    }

    /** Forgets those of the packs in which nothing lies; their objects are to be deleted then. Says how many. */
    public int doom(Collection<UUID> packs) {
        return jdbc.update(connection -> {
            PreparedStatement statement = connection.prepareStatement(DOOM);
            statement.setArray(1, connection.createArrayOf("uuid", packs.toArray()));
            return statement;
        });
    }
}
