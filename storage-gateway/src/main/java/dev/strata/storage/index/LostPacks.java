package dev.strata.storage.index;

import dev.strata.kernel.content.ChunkId;
import dev.strata.storage.pack.PackEntry;
import dev.strata.storage.pack.PackTail;
import dev.strata.storage.pack.PackTail.Indexed;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.ToIntFunction;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Makes packs known that are in a store although the index has lost them, or a part of what lies in them. */
@Component
public class LostPacks {
    /** A pack that is to be deleted is nothing to be found. */
    private static final String COMPLETE = """
            SELECT p.pack_id FROM storage.pack p
             WHERE p.store = ? AND p.pack_id = ANY (?)
               AND p.chunks = (SELECT count(*) FROM storage.chunk c WHERE c.pack_id = p.pack_id)
            UNION ALL
            SELECT pack_id FROM storage.doomed_pack WHERE pack_id = ANY (?) AND store = ?""";

    /** Of two copies of a chunk one is enough; one that was just verified takes the place of a bad one. */
    private static final String ADD_CHUNKS = """
            INSERT INTO storage.chunk AS old (chunk_id, domain, pack_id, start, sealed_length, length, codec, bad)
            SELECT DISTINCT ON (new.id) new.id, ?, ?, new.start, new.sealed, new.length, new.codec, new.id = ANY (?)
              FROM unnest(?, ?, ?, ?, ?) AS new (id, start, sealed, length, codec) ORDER BY new.id
            ON CONFLICT (chunk_id, domain) DO UPDATE SET pack_id = excluded.pack_id, start = excluded.start,
                   sealed_length = excluded.sealed_length, codec = excluded.codec, bad = false
             WHERE old.bad AND ? AND NOT excluded.bad""";

    private static final String MARK_BAD =
            "UPDATE storage.chunk SET bad = true WHERE pack_id = ? AND chunk_id = ANY (?) AND NOT bad";

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;

    LostPacks(JdbcTemplate jdbc, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * A pack that was read.
     *
     * @param domain that of its key
     * @param verified whether its chunks were read, too
     * @param bad those that did not verify
     */
    public record Found(UUID id, String store, UUID domain, PackTail tail, boolean verified, Set<ChunkId> bad) {}

    /**
     * What was missing.
     *
     * @param pack whether the index did not know the pack at all
     */
    public record Added(boolean pack, int chunks) {}

    /** Those of a store of which the index knows everything. */
    public Set<UUID> complete(String store, Collection<UUID> packs) {
        return new HashSet<>(jdbc.query(
                connection -> {
                    PreparedStatement statement = connection.prepareStatement(COMPLETE);
                    Array ids = connection.createArrayOf("uuid", packs.toArray());
                    statement.setString(1, store);
                    statement.setArray(2, ids);
                    statement.setArray(3, ids);
                    statement.setString(4, store);
                    return statement;
                },
                (row, _) -> row.getObject(1, UUID.class)));
    }

    /** Adds what the index does not know; what it knows stays. */
    public Added add(Found found) {
        Added added = transaction.execute(_ -> {
            int packs = jdbc.update(
                    ChunkIndex.ADD_PACK,
                    found.id(),
                    found.store(),
                    found.tail().keyId(),
                    Math.toIntExact(found.tail().length()),
                    found.tail().entries().size());
            int chunks = jdbc.update(connection -> addChunks(connection, found));
            if (!found.bad().isEmpty()) {
                jdbc.update(connection -> markBad(connection, found));
            }
            return new Added(packs > 0, chunks);
        });
        return added == null ? new Added(false, 0) : added;
    }

    private static PreparedStatement addChunks(Connection connection, Found found) throws SQLException {
        List<PackEntry> entries =
                found.tail().entries().stream().map(Indexed::entry).toList();
        PreparedStatement statement = connection.prepareStatement(ADD_CHUNKS);
        statement.setObject(1, found.domain());
        statement.setObject(2, found.id());
        statement.setArray(3, BinaryIds.of(connection, found.bad()));
        statement.setArray(
                4, BinaryIds.of(connection, entries.stream().map(PackEntry::id).toList()));
        statement.setArray(5, integers(connection, entries, PackEntry::offset));
        statement.setArray(6, integers(connection, entries, PackEntry::sealedLength));
        statement.setArray(7, integers(connection, entries, PackEntry::length));
        statement.setArray(
                8, integers(connection, entries, entry -> entry.codec().number()));
        statement.setBoolean(9, found.verified());
        return statement;
    }

    private static PreparedStatement markBad(Connection connection, Found found) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(MARK_BAD);
        statement.setObject(1, found.id());
        statement.setArray(2, BinaryIds.of(connection, found.bad()));
        return statement;
    }

    private static Array integers(Connection connection, List<PackEntry> entries, ToIntFunction<PackEntry> value)
            throws SQLException {
        return connection.createArrayOf(
                "int4", entries.stream().map(value::applyAsInt).toArray());
    }
}
