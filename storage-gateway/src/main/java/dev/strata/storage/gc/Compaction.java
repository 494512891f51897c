package dev.strata.storage.gc;

import dev.strata.kernel.id.Uuids;
import dev.strata.storage.chunk.ChunkReader;
import dev.strata.storage.chunk.Segment;
import dev.strata.storage.index.Location;
import dev.strata.storage.index.PackSwap;
import dev.strata.storage.key.DataKeys;
import dev.strata.storage.pack.CodedChunk;
import dev.strata.storage.pack.PackStores;
import dev.strata.storage.pack.SealedPack;
import dev.strata.storage.pack.StoredName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Writes what is needed of sparse packs, and small packs together, into new ones: verified, durable, and only then
 * moved in the index. A pack with a chunk that is known to be bad is left for its repair.
 */
@Component
class Compaction {
    private static final Logger LOG = LoggerFactory.getLogger(Compaction.class);
    private static final int PAGE = 1_000;
    private static final int GAP_MAX = 256 << 10;
    private static final int READ_BYTES = 4 << 20;

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
    private final ChunkReader reader;
    private final PackSwap swap;
    private final PackStores stores;
    private final DataKeys keys;
    private final PackSweep sweep;

    Compaction(
            CollectionSettings settings,
            ChunkReader reader,
            PackSwap swap,
            PackStores stores,
            DataKeys keys,
            PackSweep sweep) {
        this.settings = settings;
        this.reader = reader;
        this.swap = swap;
        this.stores = stores;
        this.keys = keys;
        this.sweep = sweep;
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
        List<CodedChunk> chunks = new ArrayList<>();
        List<UUID> read = new ArrayList<>();
        for (Old old : group) {
            try {
                chunks.addAll(read(old.pack()));
                read.add(old.pack());
            } catch (IOException e) {
                LOG.warn("the pack {} is not written anew", old.pack(), e);
                round.tally().note("Pack %s is not written anew: %s".formatted(old.pack(), e.getMessage()));
            }
        }
        if (!chunks.isEmpty()) {
            SealedPack pack =
                    SealedPack.of(Uuids.next(), keys.current(group.getFirst().domain()), chunks);
            stores.primary().put(StoredName.pack(pack.id()), pack.bytes(), 0, pack.length());
            round.tally().rewritten += swap.replace(read, pack, stores.primaryName());
            round.tally().bytes -= pack.length();
            sweep.deleteDoomed(round);
        }
        round.checkpoint().run();
    }

    private List<CodedChunk> read(UUID pack) throws IOException {
        List<CodedChunk> chunks = new ArrayList<>();
        List<Location> segment = new ArrayList<>();
        for (Location next : swap.chunksOf(pack)) {
            if (!segment.isEmpty() && !Segment.isNext(segment, next, GAP_MAX, READ_BYTES)) {
                chunks.addAll(read(new Segment(segment)));
                segment.clear();
            }
            segment.add(next);
        }
        if (!segment.isEmpty()) {
            chunks.addAll(read(new Segment(segment)));
        }
        return chunks;
    }

    private List<CodedChunk> read(Segment segment) throws IOException {
        byte[] bytes = new byte[segment.length()];
        reader.read(segment, bytes);
        List<CodedChunk> chunks = new ArrayList<>();
        int at = 0;
        for (Location location : segment.locations()) {
            int length = location.entry().length();
            chunks.add(trimmed(CodedChunk.of(location.entry().id(), bytes, at, length)));
            at += length;
        }
        return chunks;
    }

    /** Holds no more memory than it needs: a pack full of them is waiting. */
    private static CodedChunk trimmed(CodedChunk chunk) {
        byte[] bytes = Arrays.copyOfRange(chunk.bytes(), chunk.offset(), chunk.offset() + chunk.codedLength());
        return new CodedChunk(chunk.id(), chunk.length(), chunk.codec(), bytes, 0, bytes.length);
    }
}
