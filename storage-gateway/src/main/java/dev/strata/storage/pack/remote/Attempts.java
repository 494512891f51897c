package dev.strata.storage.pack.remote;

import dev.strata.storage.chunk.ChunkStoreException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** How often, and for how long, one operation may still be tried. Its parts draw on the same count, so that it ends. */
public final class Attempts {
    private final Patience patience;
    private final long begin = System.nanoTime();
    private int made;

    /** Something that can be done again. */
    public interface Step<T> {
        T run() throws IOException;
    }

    public Attempts(Patience patience) {
        this.patience = patience;
    }

    public <T> T run(Step<T> step) throws IOException {
        while (true) {
            try {
                return step.run();
            } catch (TransientFailure e) {
                if (!rest()) {
                    throw e.lasting();
                }
            }
        }
    }

    /** False if there is no further attempt. At random, so that callers which failed together do not return together. */
    private boolean rest() throws ChunkStoreException {
        made++;
        long longest =
                Math.min(patience.pauseMax().toMillis(), patience.pauseMin().toMillis() << Math.min(made - 1, 20));
        Duration pause = Duration.ofMillis(ThreadLocalRandom.current().nextLong(longest / 2, longest + 1));
        Duration past = Duration.ofNanos(System.nanoTime() - begin);
        if (made >= patience.attempts() || past.plus(pause).compareTo(patience.giveUpAfter()) > 0) {
            return false;
        }
        try {
            Thread.sleep(pause);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ChunkStoreException("interrupted while waiting to try again", e);
        }
    }
}
