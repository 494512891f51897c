package dev.strata.storage.index;

import dev.strata.kernel.content.ChunkId;
import dev.strata.storage.pack.Codec;
import dev.strata.storage.pack.PackEntry;
import dev.strata.storage.pack.SealedPack;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Where every chunk lies. */
@Component
public class ChunkIndex {
    /** A rebuild of the index may have come first. */
    static final String ADD_PACK = "INSERT INTO storage.pack (pack_id, store, key_id, length, chunks)"
            + " VALUES (?, ?, ?, ?, ?) ON CONFLICT (pack_id) DO NOTHING";

    /** A bad chunk gives way to one that is known to be good. */
    private static final String ADD_CHUNKS = """
            INSERT INTO storage.chunk AS old (chunk_id, domain, pack_id, start, sealed_length, length, codec)
            SELECT new.id, ?, ?, new.start, new.sealed, new.length, new.codec
              FROM unnest(?, ?, ?, ?, ?) AS new (id, start, sealed, length, codec) ORDER BY new.id
            ON CONFLICT (chunk_id, domain) DO UPDATE SET pack_id = excluded.pack_id, start = excluded.start,
                   sealed_length = excluded.sealed_length, codec = excluded.codec, bad = false
             WHERE old.bad""";

    /** A chunk may lie in several domains; any copy will do, a good one is better. */
    private static final String LOCATE = """
            SELECT DISTINCT ON (c.chunk_id) c.chunk_id, c.start, c.sealed_length, c.length, c.codec,
                   c.pack_id, p.key_id, p.store
              FROM storage.chunk c JOIN storage.pack p USING (pack_id)
             WHERE c.chunk_id = ANY (?)
             ORDER BY c.chunk_id, c.bad""";

    private final JdbcTemplate jdbc;
    private final SpaceChunks spaces;
    private final TransactionTemplate transaction;

    ChunkIndex(JdbcTemplate jdbc, SpaceChunks spaces, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.spaces = spaces;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** Makes a durable pack known, and its chunks those of the spaces that have brought them; all or nothing. */
    public void add(SealedPack pack, String store, List<Claim> claims, Instant pinnedUntil) {
        transaction.executeWithoutResult(_ -> {
            jdbc.update(
                    ADD_PACK,
                    pack.id(),
                    store,
                    pack.key().id(),
                    pack.length(),
                    pack.entries().size());
            jdbc.update(connection -> addChunks(connection, pack));
            for (Claim claim : claims) {
                spaces.hold(claim.space(), pack.key().domain(), claim.chunks(), pinnedUntil);
            }
        });
    }

    private static PreparedStatement addChunks(Connection connection, SealedPack pack) throws SQLException {
        List<PackEntry> entries = pack.entries();
        PreparedStatement statement = connection.prepareStatement(ADD_CHUNKS);
        statement.setObject(1, pack.key().domain());
        statement.setObject(2, pack.id());
        statement.setArray(
                3, BinaryIds.of(connection, entries.stream().map(PackEntry::id).toList()));
        statement.setArray(4, integers(connection, entries.stream().map(PackEntry::offset)));
        statement.setArray(5, integers(connection, entries.stream().map(PackEntry::sealedLength)));
        statement.setArray(6, integers(connection, entries.stream().map(PackEntry::length)));
        statement.setArray(
                7,
                integers(connection, entries.stream().map(entry -> entry.codec().number())));
        return statement;
    }

    private static java.sql.Array integers(Connection connection, java.util.stream.Stream<Integer> values)
            throws SQLException {
        return connection.createArrayOf("int4", values.toArray());
    }

    /** Those that are known, each once. */
    public Map<ChunkId, Location> locate(Collection<ChunkId> ids) {
        Map<ChunkId, Location> found = HashMap.newHashMap(ids.size());
        jdbc.query(
                connection -> {
                    PreparedStatement statement = connection.prepareStatement(LOCATE);
                    statement.setArray(1, BinaryIds.of(connection, ids));
                    return statement;
                },
                row -> {
                    Location location = location(row);
                    found.put(location.entry().id(), location);
                });
        return found;
    }

    static Location location(ResultSet row) throws SQLException {
        PackEntry entry = new PackEntry(
                ChunkId.ofDigest(row.getBytes("chunk_id")),
                row.getInt("start"),
                row.getInt("sealed_length"),
                row.getInt("length"),
                Codec.of(row.getInt("codec")));
        return new Location(
                entry,
                row.getObject("pack_id", UUID.class),
                row.getObject("key_id", UUID.class),
                row.getString("store"));
    }

    /**
     * Nobody is told any more that this chunk is there; he may bring it again, and it will be good. Its pack is to be
     * verified soon.
     */
    public void markBad(Location location) {
        jdbc.update("""
                WITH marked AS (
                    UPDATE storage.chunk SET bad = true WHERE chunk_id = ? AND pack_id = ? AND NOT bad RETURNING pack_id)
                UPDATE storage.pack p SET due_at = least(p.due_at, now()) FROM marked WHERE p.pack_id = marked.pack_id""", location.entry().id().digest(), location.pack());
    }

    /** This chunk could not be found in its pack: that is to be verified soon. */
    public void suspect(Location location) {
        jdbc.update("""
                UPDATE storage.pack p SET due_at = least(p.due_at, now()) FROM storage.chunk c
                 WHERE c.chunk_id = ? AND c.pack_id = ? AND NOT c.bad AND p.pack_id = c.pack_id""", location.entry().id().digest(), location.pack());
    }

    static java.time.OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
