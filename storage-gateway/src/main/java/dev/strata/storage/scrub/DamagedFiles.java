package dev.strata.storage.scrub;

import dev.strata.kernel.content.ManifestId;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.id.SpaceId;
import dev.strata.storage.reference.ManifestReferences.Reference;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds the versions of files that cannot be read whole at present, page by page. */
@Component
public class DamagedFiles {
    /** So many contents are looked through for one page. */
    private static final int PAGE = 200;

    /** So many versions of files that have one content are named. */
    private static final int FILES_MAX = 100;

    private static final Reference FIRST = new Reference(new SpaceId(new UUID(0, 0)), ManifestId.of("0".repeat(64)));

    /** What its space has not adopted yet may need what another space has, or what the index does not know at all. */
    private static final String CANDIDATES = """
            SELECT DISTINCT r.space_id, r.manifest_id FROM storage.manifest_reference r
             WHERE r.released_at IS NULL AND (r.space_id, r.manifest_id) > (?, ?)
               AND (NOT r.adopted OR r.space_id IN (
                    SELECT s.space_id FROM storage.chunk c JOIN storage.chunk_in_space s USING (chunk_id, domain)
                     WHERE c.bad))
             ORDER BY r.space_id, r.manifest_id LIMIT ?""";

    private final FileVerification verification;
    private final JdbcClient jdbc;

    DamagedFiles(FileVerification verification, JdbcClient jdbc) {
        this.verification = verification;
        this.jdbc = jdbc;
    }

    /** A version of a file. */
    public record Version(NodeId nodeId, int version) {}

    /**
     * A content of which something is damaged or missing.
     *
     * @param files those that have it, {@value #FILES_MAX} at most
     */
    public record Damage(SpaceId spaceId, ManifestId manifestId, long chunks, long bad, List<Version> files) {}

    /** Can be empty although another one follows. */
    public record Page(List<Damage> items, @Nullable String nextCursor) {}

    /**
     * Looks through the next contents.
     *
     * @throws IllegalArgumentException if this is no cursor of an earlier page
     */
    public Page page(@Nullable String cursor) throws IOException {
        List<Reference> candidates = candidates(cursor == null ? FIRST : parse(cursor));
        List<Damage> found = new ArrayList<>();
        for (Reference candidate : candidates) {
            FileVerification.Status status = verification.of(candidate.manifest());
            if (status.bad() > 0) {
                found.add(new Damage(
                        candidate.space(), candidate.manifest(), status.chunks(), status.bad(), files(candidate)));
            }
        }
        return new Page(found, candidates.size() < PAGE ? null : cursor(candidates.getLast()));
    }

    private static Reference parse(String cursor) {
        String[] parts = cursor.split("\\.", -1);
        if (parts.length != 2) {
            throw new IllegalArgumentException("not a cursor: " + cursor);
        }
        return new Reference(SpaceId.of(parts[0]), ManifestId.of(parts[1]));
    }

    private static String cursor(Reference last) {
        return last.space() + "." + last.manifest().hex();
    }

    private List<Reference> candidates(Reference after) {
        return jdbc.sql(CANDIDATES)
                .params(after.space().value(), bytes(after.manifest()), PAGE)
                .query((row, _) -> new Reference(
                        new SpaceId(row.getObject("space_id", UUID.class)),
                        ManifestId.of(HexFormat.of().formatHex(row.getBytes("manifest_id")))))
                .list();
    }

    private List<Version> files(Reference content) {
        return jdbc.sql("""
                        SELECT node_id, version FROM storage.manifest_reference
                         WHERE space_id = ? AND manifest_id = ? AND released_at IS NULL
                         ORDER BY node_id, version LIMIT ?""")
                .params(content.space().value(), bytes(content.manifest()), FILES_MAX)
                .query((row, _) -> new Version(new NodeId(row.getObject("node_id", UUID.class)), row.getInt("version")))
                .list();
    }

    private static byte[] bytes(ManifestId id) {
        return HexFormat.of().parseHex(id.hex());
    }
}
