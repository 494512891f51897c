package dev.strata.endtoend.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.endtoend.http.Person;
import dev.strata.testing.Await;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** People who are busy at once, each on a thread, until they are told to end; also while no server answers. */
final class Crowd implements AutoCloseable {
    private static final Duration BACK_WITHIN = Duration.ofMinutes(5);

    private final List<Thread> threads = new ArrayList<>();
    private final AtomicLong done = new AtomicLong();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private volatile boolean ended;

    /** @param working whom each of them works for; one person may have several at work for him */
    @SuppressWarnings("MissingSummary")
    Crowd(List<Person> working, long seed) {
        for (int i = 0; i < working.size(); i++) {
            Person person = working.get(i);
            List<Person> others =
                    working.stream().filter(other -> !other.equals(person)).toList();
            Busy busy = new Busy(person, others, new Random(seed + i));
            threads.add(Thread.ofVirtual().start(() -> work(busy, person)));
        }
    }

    private void work(Busy busy, Person person) {
        try {
            while (!ended) {
                try {
                    busy.step();
                    done.incrementAndGet();
                } catch (UncheckedIOException e) {
                    Await.until(
                            BACK_WITHIN,
                            "the server is back",
                            () -> ended || person.api().get("/v1/me").isSuccess());
                }
            }
        } catch (RuntimeException | AssertionError e) {
            failure.compareAndSet(null, e);
        }
    }

    /** How many things they have done. */
    long done() {
        assertThat(failure.get()).isNull();
        return done.get();
    }

    /** Returns when they have done so many things more. */
    void awaitMore(long steps) {
        long enough = done() + steps;
        Await.until(BACK_WITHIN, steps + " more steps", () -> done.get() >= enough || failure.get() != null);
        done();
    }

    @Override
    public void close() {
        ended = true;
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
        assertThat(failure.get()).isNull();
    }
}
