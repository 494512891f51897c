package dev.strata.storage.gc;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Writes what is needed of sparse packs, and small packs together, into new ones: verified, durable, and only then
 * moved in the index. A pack with a chunk that is known to be bad is left for its repair.
 */
@Component
class Compaction {
    private static final int PAGE = 1_000;

    /** Fewer small packs are left until there are more, so that nothing is rewritten again every day. */
    private static final int SMALL_MIN = 8;

    private static final UUID FIRST = new UUID(0, 0);

    private static final String CHOOSE = """
            INSERT INTO gc_rewrite (domain, pack_id, live, sparse)
            SELECT domain, pack_id, live, sparse FROM (
                SELECT domain, pack_id, live, sparse, small,
                       count(*) FILTER (WHERE small OR sparse) OVER of_domain AS how_many,
                       sum(live) FILTER (WHERE small OR sparse) OVER of_domain AS together
                  FROM (SELECT *, live * 100 < length * ? AS sparse, length < ? / 2 AS small FROM gc_pack
                         WHERE chunks > 0 AND NOT bad) p
                WINDOW of_domain AS (PARTITION BY domain)) q
             WHERE sparse OR (small AND (how_many >= ? OR together >= ?))""";

    private final CollectionSettings settings;
    private final PackRewriter rewriter;

    Compaction(CollectionSettings settings, PackRewriter rewriter) {
        this.settings = settings;
        this.rewriter = rewriter;
    }

    private record Old(UUID domain, UUID pack, long live, boolean sparse) {}

    void run(Round round) throws IOException {
        JdbcTemplate marks = round.marks();
        marks.execute("""
                CREATE TEMP TABLE IF NOT EXISTS gc_rewrite (
                    domain uuid, pack_id uuid, live bigint, sparse boolean, PRIMARY KEY (domain, pack_id))""");
        marks.execute("TRUNCATE gc_rewrite");
        long target = settings.packTarget().toBytes();
        int found = marks.update(CHOOSE, settings.liveMin(), target, SMALL_MIN, target);
        if (round.dryRun()) {
            round.tally().rewritten += found;
            return;
        }
        List<Old> group = new ArrayList<>();
        List<Old> page = page(marks, new Old(FIRST, FIRST, 0, false));
        while (!page.isEmpty()) {
            for (Old next : page) {
                if (!fits(group, next, target)) {
                    rewrite(group, round);
                    group.clear();
                }
                group.add(next);
            }
            page = page(marks, page.getLast());
        }
        rewrite(group, round);
    }

    private static List<Old> page(JdbcTemplate marks, Old after) {
        return marks.query(
                """
                SELECT domain, pack_id, live, sparse FROM gc_rewrite WHERE (domain, pack_id) > (?, ?)
                 ORDER BY domain, pack_id LIMIT ?""",
                (row, _) -> new Old(
                        row.getObject("domain", UUID.class),
                        row.getObject("pack_id", UUID.class),
                        row.getLong("live"),
                        row.getBoolean("sparse")),
                after.domain(),
                after.pack(),
                PAGE);
    }

    private static boolean fits(List<Old> group, Old next, long target) {
        return group.isEmpty()
                || (group.getFirst().domain().equals(next.domain())
                        && group.stream().mapToLong(Old::live).sum() + next.live() <= target);
    }

    private void rewrite(List<Old> group, Round round) throws IOException {
        if (group.isEmpty() || (group.size() == 1 && !group.getFirst().sparse())) {
            return;
        }
        rewriter.rewrite(
                group.getFirst().domain(), group.stream().map(Old::pack).toList(), round.tally());
        round.checkpoint().run();
    }
}
