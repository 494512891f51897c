package dev.strata.storage.gc;

import dev.strata.storage.gc.CollectionReport.State;
import dev.strata.storage.reference.KnownLog;
import dev.strata.storage.reference.ManifestReferences;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * One collection from its beginning to its end. It can be stopped, and killed, anywhere: each step leaves everything
 * readable, and the next collection finds what this one has not done.
 */
@Component
class Collector {
    private final CollectionSettings settings;
    private final KnownLog log;
    private final ManifestReferences references;
    private final Adoption adoption;
    private final IndexGuard guard;
    private final SpaceSweep spaces;
    private final ChunkSweep chunks;
    private final PackSweep packs;
    private final Compaction compaction;
    private final Orphans orphans;
    private final RetiredKeys keys;
    private final Clock clock;

    @SuppressWarnings("TooManyParameters") // the steps
    Collector(
            CollectionSettings settings,
            KnownLog log,
            ManifestReferences references,
            Adoption adoption,
            IndexGuard guard,
            SpaceSweep spaces,
            ChunkSweep chunks,
            PackSweep packs,
            Compaction compaction,
            Orphans orphans,
            RetiredKeys keys,
            Clock clock) {
        this.settings = settings;
        this.log = log;
        this.references = references;
        this.adoption = adoption;
        this.guard = guard;
        this.spaces = spaces;
        this.chunks = chunks;
        this.packs = packs;
        this.compaction = compaction;
        this.orphans = orphans;
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * Collects.
     *
     * @param marks statements on a connection that nobody else uses meanwhile
     * @param checkpoint throws if the collection must not go on
     */
    void run(boolean dryRun, JdbcTemplate marks, Tally tally, Runnable checkpoint)
            throws IOException, InterruptedException {
        Instant start = clock.instant();
        Round round = Round.begin(dryRun, start, start.minus(settings.grace()), marks, tally, checkpoint);
        checkpoint.run();
        if (!log.await(start, settings.patience())) {
            throw new CollectionEnded(
                    State.FAILED, "The projection manifest-reference has not come up with the log. Nothing was done.");
        }
        if (!dryRun) {
            begin(round, "forgetting");
            references.forget(round.cutoff());
            packs.deleteDoomed(tally);
        }
        begin(round, "adopting");
        adoption.run(round);
        if (!guard.allows(round)) {
            return;
        }
        begin(round, "marking");
        spaces.run(round);
        if (!guard.allowsSweep(round)) {
            return;
        }
        begin(round, "sweeping");
        chunks.run(round);
        packs.run(round);
        begin(round, "rewriting");
        compaction.run(round);
        begin(round, "orphans");
        orphans.run(round);
        keys.run(round);
    }

    private static void begin(Round round, String phase) {
        round.tally().begin(phase);
        round.checkpoint().run();
    }
}
