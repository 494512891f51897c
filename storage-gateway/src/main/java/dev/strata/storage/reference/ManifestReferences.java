package dev.strata.storage.reference;

import dev.strata.kernel.content.ManifestId;
import dev.strata.kernel.id.SpaceId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The manifests that spaces need, page by page. */
@Component
public class ManifestReferences {
    private static final int PAGE = 500;
    private static final UUID FIRST = new UUID(0, 0);
    private static final byte[] NONE = new byte[0];

    private final JdbcClient jdbc;

    ManifestReferences(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A space that needs a manifest. */
    public record Reference(SpaceId space, ManifestId manifest) {}

    /**
     * Those that their spaces may not hold yet, in order; empty at the end.
     *
     * @param after the last of the page before
     * @param cutoff what was released earlier is not needed
     */
    public List<Reference> newOnes(@Nullable Reference after, Instant cutoff) {
        return jdbc.sql("""
                        SELECT DISTINCT space_id, manifest_id FROM storage.manifest_reference
                         WHERE NOT adopted AND (released_at IS NULL OR released_at >= :cutoff)
                           AND (space_id, manifest_id) > (:space, :manifest)
                         ORDER BY space_id, manifest_id LIMIT :page""")
                .param("cutoff", cutoff.atOffset(ZoneOffset.UTC))
                .param("space", after == null ? FIRST : after.space().value())
                .param("manifest", after == null ? NONE : bytes(after.manifest()))
                .param("page", PAGE)
                .query(ManifestReferences::reference)
                .list();
    }

    /** All that a space needs, in the same way. */
    public List<Reference> of(SpaceId space, @Nullable Reference after, Instant cutoff) {
        return jdbc.sql("""
                        SELECT DISTINCT space_id, manifest_id FROM storage.manifest_reference
                         WHERE space_id = :space AND (released_at IS NULL OR released_at >= :cutoff)
                           AND manifest_id > :manifest
                         ORDER BY space_id, manifest_id LIMIT :page""")
                .param("cutoff", cutoff.atOffset(ZoneOffset.UTC))
                .param("space", space.value())
                .param("manifest", after == null ? NONE : bytes(after.manifest()))
                .param("page", PAGE)
                .query(ManifestReferences::reference)
                .list();
    }

    /** The space holds all chunks of the manifest now. */
    public void adopted(Reference reference) {
        jdbc.sql("UPDATE storage.manifest_reference SET adopted = true WHERE space_id = ? AND manifest_id = ?")
                .params(reference.space().value(), bytes(reference.manifest()))
                .update();
    }

    /** What spaces hold is not known any more. */
    public void adoptAnew() {
        jdbc.sql("UPDATE storage.manifest_reference SET adopted = false WHERE adopted")
                .update();
    }

    /** Removes what was released before the cutoff; nobody needs it. */
    public void forget(Instant cutoff) {
        jdbc.sql("DELETE FROM storage.manifest_reference WHERE released_at < ?")
                .param(cutoff.atOffset(ZoneOffset.UTC))
                .update();
    }

    private static byte[] bytes(ManifestId id) {
        return HexFormat.of().parseHex(id.hex());
    }

    private static Reference reference(ResultSet row, int index) throws SQLException {
        return new Reference(
                new SpaceId(row.getObject("space_id", UUID.class)),
                ManifestId.of(HexFormat.of().formatHex(row.getBytes("manifest_id"))));
    }
}
