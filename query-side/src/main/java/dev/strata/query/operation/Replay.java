package dev.strata.query.operation;

import dev.strata.query.operation.ReplayProgress.State;
import dev.strata.query.projection.BatchedProjection;
import dev.strata.query.projection.Target;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Supplier;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.jspecify.annotations.Nullable;

/**
 * One replay: builds a projection anew in the shadow, compares it with the one that is read, and puts it in its place.
 *
 * <p>The shadow never goes beyond what the other one has seen. So the two can be compared to the row, and the token
 * needs no change when they are swapped. The processor waits only while the last events come in: a replay that dies at
 * any point leaves what is read as it was.
 */
final class Replay {
    private static final int NEAR = 1_000;
    private static final int ATTEMPTS = 240;
    private static final long PAUSE_MILLIS = 500;
    private static final long TELL_NANOS = 500_000_000;

    private final ReplayTools tools;
    private final BatchedProjection live;
    private final boolean compareOnly;
    private final boolean force;
    private final ShadowBuilder builder;
    private final Runnable check;
    private long total;
    private long toldAt;

    Replay(ReplayTools tools, BatchedProjection live, boolean compareOnly, boolean force, Runnable check) {
        this.tools = tools;
        this.live = live;
        this.compareOnly = compareOnly;
        this.force = force;
        this.check = check;
        this.builder = new ShadowBuilder(tools, live.to(Target.SHADOW), check);
    }

    void run() throws SQLException {
        try (ShadowTables tables = new ShadowTables(tools.jdbc(), live)) {
            run(tables);
        }
    }

    private void run(ShadowTables tables) throws SQLException {
        tables.create();
        build();
        tables.analyze();
        tools.records().state(live.name(), State.COMPARING, null);
        List<TableComparison> comparison = compare();
        tools.records().comparison(live.name(), comparison);
        long different =
                comparison.stream().mapToLong(TableComparison::different).sum();
        String found = different == 0 ? "no difference" : "%,d rows differed".formatted(different);
        if (!compareOnly) {
            demandNoMoreDeadLetters(tables);
            tools.records().state(live.name(), State.SWAPPING, null);
            whilePaused(() -> {
                tables.swap();
                return true;
            });
        }
        tables.close();
        tools.records()
                .state(
                        live.name(),
                        State.DONE,
                        compareOnly ? found + "; nothing was changed" : found + "; what was rebuilt is read now");
    }

    private void build() {
        GapAwareTrackingToken goal;
        do {
            goal = goal();
            total = tools.eventsUpTo(goal.getIndex());
            builder.advance(goal, this::tellNowAndThen);
        } while (isFarFrom(goal));
        tell(builder.events());
    }

    /** Comes so near to the live one that the rest is done in no time. */
    private void catchUp() {
        GapAwareTrackingToken goal;
        do {
            goal = goal();
            builder.advance(goal, _ -> {});
        } while (isFarFrom(goal));
    }

    private boolean isFarFrom(GapAwareTrackingToken goal) {
        return goal().getIndex() - goal.getIndex() > NEAR;
    }

    private GapAwareTrackingToken goal() {
        return tools.progress()
                .token(Target.LIVE.schema(), live.name())
                .orElseThrow(() -> new ReplayFailed("The projection has not begun to read the log yet."));
    }

    private void tellNowAndThen(long events) {
        if (System.nanoTime() - toldAt > TELL_NANOS) {
            tell(events);
        }
    }

    private void tell(long events) {
        toldAt = System.nanoTime();
        tools.records().building(live.name(), events, Math.max(events, total));
    }

    /** Both as of one position: as the database was at one moment of the pause. */
    private List<TableComparison> compare() throws SQLException {
        try (Snapshot snapshot = whilePaused(() -> Snapshot.of(tools.dataSource()))) {
            Comparer comparer = new Comparer(snapshot.jdbc(), tools.json());
            return live.tables().stream().map(comparer::compare).toList();
        }
    }

    /** What is rebuilt must not know less than what is there. */
    private void demandNoMoreDeadLetters(ShadowTables tables) {
        long rebuilt = tables.deadLetters(Target.SHADOW);
        long present = tables.deadLetters(Target.LIVE);
        if (rebuilt > present && !force) {
            throw new ReplayFailed(
                    "The rebuilt one has %d dead letters, the present one %d, so it was not put in its place. The first: %s. Force it if it is better all the same."
                            .formatted(rebuilt, present, tables.firstDeadLetter()));
        }
    }

    /** Does something while live and shadow have seen the same events, and the live one cannot go on. */
    private <T> T whilePaused(Supplier<T> work) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            catchUp();
            T result = attempt(work);
            if (result != null) {
                return result;
            }
            pause();
        }
        throw new ReplayFailed("The tables were too busy to be taken for a moment. Nothing was changed; try again.");
    }

    private <T> @Nullable T attempt(Supplier<T> work) {
        try {
            return tools.transaction().execute(_ -> {
                tools.jdbc().execute("SET LOCAL lock_timeout = '5s'");
                live.lock();
                builder.advance(goal(), _ -> {});
                return work.get();
            });
        } catch (RuntimeException e) {
            if (ReplayTools.isLockTimeout(e)) {
                return null;
            }
            throw e;
        }
    }

    private void pause() {
        check.run();
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ReplayFailed("Strata was stopped.");
        }
    }
}
