package dev.strata.storage.gc;

import dev.strata.storage.chunk.PackWriter;
import dev.strata.storage.gc.CollectionReport.State;
import dev.strata.storage.pack.PackStores;
import dev.strata.storage.pack.StoredName;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Keeps a collection from taking for garbage what nobody needs only because the index was lost. */
@Component
class IndexGuard {
    private static final String REBUILD =
            " If the index was lost, 'strata storage rebuild-index' makes it anew. Nothing was taken away.";

    /** Also one that was cut short: what has been told present, but is in no file yet, has lost its pins. */
    private static final String REBUILT =
            "SELECT EXISTS (SELECT FROM storage.job WHERE kind = 'rebuild' AND updated_at > ?)";

    /** A pack that is being written is in a store before it is in the index. */
    private static final Duration WRITING = Duration.ofHours(1);

    private static final String KNOWS_PACKS = "SELECT EXISTS (SELECT FROM storage.pack)";

    private static final String UNHELD = """
            SELECT count(*) FROM (
                SELECT DISTINCT manifest_id FROM storage.manifest_reference
                 WHERE released_at IS NULL OR released_at >= ?) r
             WHERE NOT EXISTS (SELECT FROM storage.chunk_in_space s WHERE s.chunk_id = r.manifest_id)""";

    private final PackStores stores;
    private final JdbcTemplate jdbc;

    IndexGuard(PackStores stores, JdbcTemplate jdbc) {
        this.stores = stores;
        this.jdbc = jdbc;
    }

    /** To be asked when each space has what it needs, as far as that is known. False in a dry run; otherwise it throws. */
    boolean allows(Round round) throws IOException {
        return passed(objection(round), round);
    }

    /** To be asked when all spaces have been looked through. */
    boolean allowsSweep(Round round) {
        return passed(
                round.tally().lost == 0
                        ? null
                        : "The index does not know %d chunks that files need.%s".formatted(round.tally().lost, REBUILD),
                round);
    }

    private static boolean passed(@Nullable String objection, Round round) {
        if (objection == null) {
            return true;
        }
        if (!round.dryRun()) {
            throw new CollectionEnded(State.FAILED, objection);
        }
        round.tally().note(objection);
        return false;
    }

    private @Nullable String objection(Round round) throws IOException {
        if (is(REBUILT, round.start().minus(PackWriter.PINNED).atOffset(ZoneOffset.UTC))) {
            return "The index was rebuilt less than %d hours ago: uploads that are under way may need anything. Nothing was taken away."
                    .formatted(PackWriter.PINNED.toHours());
        }
        Long unheld = jdbc.queryForObject(UNHELD, Long.class, round.cutoff().atOffset(ZoneOffset.UTC));
        if (unheld != null && unheld > 0) {
            return "The index does not know %d manifests that files need.%s".formatted(unheld, REBUILD);
        }
        if (!is(KNOWS_PACKS) && areTherePacks(round.start().minus(WRITING))) {
            return "The index is empty, and the stores are not.%s".formatted(REBUILD);
        }
        return null;
    }

    private boolean is(String sql, Object... parameters) {
        return Boolean.TRUE.equals(jdbc.queryForObject(sql, Boolean.class, parameters));
    }

    private boolean areTherePacks(Instant before) throws IOException {
        for (String store : stores.names()) {
            try (Stream<StoredName> names = stores.get(store).list(StoredName.Kind.PACK)) {
                if (names.anyMatch(name -> Orphans.madeAt(name.id()).isBefore(before))) {
                    return true;
                }
            }
        }
        return false;
    }
}
