package dev.strata.benchmarks.replay;

import dev.strata.query.operation.ReplayProgress;
import dev.strata.query.operation.ReplayProgress.State;
import dev.strata.query.operation.Replays;
import dev.strata.query.operation.TableComparison;
import java.util.concurrent.TimeUnit;

/** A replay as the operator has it done. */
final class Rebuild {
    private static final long POLL_MILLIS = 20;

    private final Replays replays;

    Rebuild(Replays replays) {
        this.replays = replays;
    }

    /**
     * What came of it.
     *
     * @param seconds all of it, with comparison and swap
     */
    record Done(ReplayProgress progress, double seconds) {}

    Done run(String projection) throws InterruptedException {
        long begin = System.nanoTime();
        ReplayProgress progress = replays.start(projection, false, false);
        while (!progress.state().isEnd()) {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            progress = replays.get(projection);
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        long different = progress.comparison().stream()
                .mapToLong(TableComparison::different)
                .sum();
        if (progress.state() != State.DONE || different != 0) {
            throw new IllegalStateException("the replay of %s: %s".formatted(projection, progress));
        }
        return new Done(progress, seconds);
    }
}
