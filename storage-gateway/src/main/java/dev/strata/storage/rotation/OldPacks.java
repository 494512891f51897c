package dev.strata.storage.rotation;

import java.sql.Types;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Packs that are sealed with retired keys. A domain of null stands for all. */
@Component
class OldPacks {
    private static final int PAGE = 1_000;

    private static final String UNDER_RETIRED = """
             FROM storage.pack p JOIN storage.data_key k USING (key_id)
            WHERE k.retired_at IS NOT NULL AND k.key_id <= :until AND (CAST(:domain AS uuid) IS NULL OR k.domain = :domain)
            """;

    private final JdbcClient jdbc;
    private final Clock clock;

    OldPacks(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * A pack.
     *
     * @param live bytes that are needed
     */
    record Old(UUID domain, UUID pack, long live) {
        static final Old FIRST = new Old(new UUID(0, 0), new UUID(0, 0), 0);
    }

    Optional<UUID> newestKey(@Nullable UUID domain) {
        return jdbc.sql("""
                        SELECT key_id FROM storage.data_key WHERE CAST(:domain AS uuid) IS NULL OR domain = :domain
                         ORDER BY key_id DESC LIMIT 1""")
                .param("domain", domain, Types.OTHER)
                .query((row, _) -> row.getObject(1, UUID.class))
                .optional();
    }

    /** Says how many are retired now that were not. */
    int retire(UUID until, @Nullable UUID domain) {
        return jdbc.sql("""
                        UPDATE storage.data_key SET retired_at = :now
                         WHERE retired_at IS NULL AND key_id <= :until AND (CAST(:domain AS uuid) IS NULL OR domain = :domain)""")
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("until", until)
                .param("domain", domain, Types.OTHER)
                .update();
    }

    long count(UUID until, @Nullable UUID domain) {
        return jdbc.sql("SELECT count(*)" + UNDER_RETIRED)
                .param("until", until)
                .param("domain", domain, Types.OTHER)
                .query((row, _) -> row.getLong(1))
                .single();
    }

    /** The next ones, by domain. */
    List<Old> page(UUID until, @Nullable UUID domain, Old after) {
        return jdbc.sql("""
                        SELECT k.domain, p.pack_id,
                               (SELECT coalesce(sum(c.sealed_length), 0) FROM storage.chunk c WHERE c.pack_id = p.pack_id) AS live
                        """ + UNDER_RETIRED + """
                           AND (k.domain, p.pack_id) > (:afterDomain, :afterPack)
                         ORDER BY k.domain, p.pack_id LIMIT :page""")
                .param("until", until)
                .param("domain", domain, Types.OTHER)
                .param("afterDomain", after.domain())
                .param("afterPack", after.pack())
                .param("page", PAGE)
                .query((row, _) -> new Old(
                        row.getObject("domain", UUID.class), row.getObject("pack_id", UUID.class), row.getLong("live")))
                .list();
    }
}
