package dev.strata.storage.session;

import dev.strata.kernel.content.ChunkId;
import dev.strata.kernel.content.ManifestEntry;
import dev.strata.kernel.content.Profile;
import dev.strata.storage.chunk.PackWriter;
import dev.strata.storage.session.UploadState.Part;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Which chunks have come of an upload. What is written here has come, for good: the chunks are durable before. */
@Component
class UploadChunks {
    private static final int STREAM = 0;
    private static final int PAGE = 10_000;
    private static final String ADD = """
            INSERT INTO storage.upload_chunk (upload_id, part, number, chunk_id, length, pinned_until)
            SELECT ?, ?, ? + new.number, new.id, new.length, ?
              FROM unnest(?, ?) WITH ORDINALITY AS new (id, length, number)""";

    private final JdbcClient jdbc;
    private final JdbcTemplate template;
    private final TransactionTemplate transaction;
    private final UploadSessions sessions;
    private final Clock clock;

    UploadChunks(
            JdbcClient jdbc,
            JdbcTemplate template,
            PlatformTransactionManager transactions,
            UploadSessions sessions,
            Clock clock) {
        this.jdbc = jdbc;
        this.template = template;
        this.transaction = new TransactionTemplate(transactions);
        this.sessions = sessions;
        this.clock = clock;
    }

    /**
     * What has been added to a stream.
     *
     * @param chunksBefore how many chunks it had
     * @param received how many bytes there are with these
     * @param whole whether there will be no more
     */
    record Added(
            int chunksBefore,
            long received,
            List<ManifestEntry> entries,
            @Nullable ManifestEntry tail,
            @Nullable Profile profile,
            boolean whole) {}

    /** Adds chunks to the end of the stream, in the name of the one who may write. */
    void append(WriterLease lease, Added added) {
        ManifestEntry tail = added.tail();
        Profile profile = added.profile();
        transaction.executeWithoutResult(_ -> {
            int updated = jdbc.sql("""
                            UPDATE storage.upload SET received = :received, chunks = :chunks, profile = :profile,
                                   tail_id = :tail, tail_length = :tailLength, expires_at = :expires,
                                   length = CASE WHEN :whole THEN :received ELSE length END
                             WHERE upload_id = :id AND lease = :lease AND NOT in_parts AND receipt IS NULL""")
                    .param("received", added.received())
                    .param("chunks", added.chunksBefore() + added.entries().size())
                    .param("profile", profile == null ? null : profile.text())
                    .param("tail", tail == null ? null : tail.id().digest(), java.sql.Types.BINARY)
                    .param("tailLength", tail == null ? null : tail.length(), java.sql.Types.INTEGER)
                    .param("expires", UploadSessions.at(sessions.expiry()))
                    .param("whole", added.whole())
                    .param("id", lease.upload().value())
                    .param("lease", lease.token())
                    .update();
            if (updated == 0) {
                throw SessionProblems.busy();
            }
            add(lease.upload(), STREAM, added.chunksBefore(), added.entries());
        });
    }

    /** What the row of an upload says to somebody who wants to add a part. */
    private record Open(
            boolean busy,
            boolean inParts,
            long received,
            @Nullable Long length) {}

    /** Makes these chunks the part, in place of what it was before. Whoever has lost the lease cannot seal without it. */
    void put(UploadId id, int part, List<ManifestEntry> entries, long sizeMax) {
        long bytes = entries.stream().mapToLong(ManifestEntry::length).sum();
        transaction.executeWithoutResult(_ -> {
            Open open = lock(id);
            long before = open.inParts() ? removePart(id, part) : 0;
            long room = (open.length() == null ? sizeMax : open.length()) - (open.received() - before);
            if (bytes > room) {
                throw SessionProblems.beyondLength(room);
            }
            jdbc.sql("INSERT INTO storage.upload_part (upload_id, part, length) VALUES (?, ?, ?)")
                    .params(id.value(), part, bytes)
                    .update();
            add(id, part, 0, entries);
            jdbc.sql("""
                            UPDATE storage.upload SET in_parts = true, received = received + ?, expires_at = ?, lease = NULL
                             WHERE upload_id = ?""")
                    .params(bytes - before, UploadSessions.at(sessions.expiry()), id.value())
                    .update();
        });
    }

    /** Waits for other parts to be written, and refuses where none can be any more. */
    private Open lock(UploadId id) {
        Open open = jdbc.sql("""
                        SELECT leased_until >= ? OR receipt IS NOT NULL, in_parts, received, length
                          FROM storage.upload WHERE upload_id = ? FOR UPDATE""")
                .params(UploadSessions.at(clock.instant()), id.value())
                .query((row, _) ->
                        new Open(row.getBoolean(1), row.getBoolean(2), row.getLong(3), row.getObject(4, Long.class)))
                .optional()
                .orElseThrow(SessionProblems::notFound);
        if (open.busy()) {
            throw SessionProblems.busy();
        }
        if (!open.inParts() && open.received() > 0) {
            throw SessionProblems.otherKind(false);
        }
        return open;
    }

    /** Its length; 0 if there was none. */
    private long removePart(UploadId id, int part) {
        jdbc.sql("DELETE FROM storage.upload_chunk WHERE upload_id = ? AND part = ?")
                .params(id.value(), part)
                .update();
        return jdbc.sql("DELETE FROM storage.upload_part WHERE upload_id = ? AND part = ? RETURNING length")
                .params(id.value(), part)
                .query((row, _) -> row.getLong(1))
                .optional()
                .orElse(0L);
    }

    List<Part> parts(UploadId id) {
        return jdbc.sql("SELECT part, length FROM storage.upload_part WHERE upload_id = ? ORDER BY part")
                .param(id.value())
                .query((row, _) -> new Part(row.getInt(1), row.getLong(2)))
                .list();
    }

    /** A chunk of an upload, and where it is in it. */
    record Placed(int part, int number, ManifestEntry entry) {
        /** Before every chunk. */
        static final Placed START = new Placed(-1, 0, new ManifestEntry(ChunkId.ofDigest(new byte[ChunkId.BYTES]), 1));
    }

    /** The next of them in the order of the content, {@value #PAGE} at most; none if that was the last. */
    List<Placed> after(UploadId id, Placed before) {
        return jdbc.sql("""
                        SELECT part, number, chunk_id, length FROM storage.upload_chunk
                         WHERE upload_id = ? AND (part, number) > (?, ?) ORDER BY part, number LIMIT ?""")
                .params(id.value(), before.part(), before.number(), PAGE)
                .query((row, _) -> new Placed(
                        row.getInt(1),
                        row.getInt(2),
                        new ManifestEntry(ChunkId.ofDigest(row.getBytes(3)), row.getInt(4))))
                .list();
    }

    /** Those that might be gone at the given time. */
    List<ChunkId> pinnedBefore(UploadId id, Instant time) {
        return jdbc.sql("SELECT DISTINCT chunk_id FROM storage.upload_chunk WHERE upload_id = ? AND pinned_until < ?")
                .params(id.value(), UploadSessions.at(time))
                .query((row, _) -> ChunkId.ofDigest(row.getBytes(1)))
                .list();
    }

    /** They have been pinned for longer. */
    void pinned(UploadId id, Instant before, Instant until) {
        jdbc.sql("UPDATE storage.upload_chunk SET pinned_until = ? WHERE upload_id = ? AND pinned_until < ?")
                .params(UploadSessions.at(until), id.value(), UploadSessions.at(before))
                .update();
    }

    private void add(UploadId id, int part, int before, List<ManifestEntry> entries) {
        if (!entries.isEmpty()) {
            template.update(connection -> addition(connection, id, part, before, entries));
        }
    }

    private PreparedStatement addition(
            Connection connection, UploadId id, int part, int before, List<ManifestEntry> entries) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(ADD);
        statement.setObject(1, id.value());
        statement.setInt(2, part);
        statement.setInt(3, before);
        statement.setObject(4, UploadSessions.at(clock.instant().plus(PackWriter.PINNED)));
        statement.setArray(
                5,
                connection.createArrayOf(
                        "bytea",
                        entries.stream().map(entry -> entry.id().digest()).toArray(byte[][]::new)));
        statement.setArray(
                6,
                connection.createArrayOf(
                        "int4", entries.stream().map(ManifestEntry::length).toArray()));
        return statement;
    }
}
