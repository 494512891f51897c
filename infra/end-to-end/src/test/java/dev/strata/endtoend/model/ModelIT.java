package dev.strata.endtoend.model;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import net.jqwik.api.Shrinkable;
import net.jqwik.api.sessions.JqwikSession;
import org.junit.jupiter.api.Test;

/**
 * Random lives of drives, in the model and in the product. {@code -Dstrata.model.minutes=} says how long,
 * {@code -Dstrata.model.seed=} repeats the life of a seed and goes on from there.
 */
class ModelIT {
    private static final Duration TIME = Duration.ofSeconds(Integer.getInteger("strata.model.minutes", 0) * 60L
            + (Integer.getInteger("strata.model.minutes") == null ? 60 : 0));
    /** Always the same, so that everybody's build has gone through them. */
    private static final long[] KNOWN_SEEDS = {1, 2, 3, 12};

    private static final int GENERATED_SIZE = 1_000;
    private static final int EVENTFUL_ONE_IN = 12;
    private static final int SUMMARY_EVERY_LIVES = 50;

    private final Counts counts = new Counts();

    @Test
    void modelAndProductAgree() {
        long first = Long.getLong("strata.model.seed", System.nanoTime());
        boolean repeating = Long.getLong("strata.model.seed") != null;
        System.out.printf("model: seeds from %d on, for %s%n", first, TIME);
        LongStream seeds = LongStream.concat(
                repeating ? LongStream.empty() : LongStream.of(KNOWN_SEEDS),
                LongStream.iterate(first, seed -> seed + 1));
        try (Product product = new Product()) {
            Shrinking shrinking = new Shrinking(product, counts);
            long end = System.nanoTime() + TIME.toNanos();
            JqwikSession.run(
                    () -> seeds.takeWhile(_ -> System.nanoTime() < end).forEach(seed -> live(shrinking, seed)));
            System.out.printf("model: seeds from %d on, for %s: no difference%n", first, TIME);
        } finally {
            System.out.println("model: compared" + counts);
        }
    }

    private void live(Shrinking shrinking, long seed) {
        boolean eventful = Math.floorMod(seed, EVENTFUL_ONE_IN) == 0;
        Shrinkable<List<Step>> life = (eventful ? Lives.eventful() : Lives.peaceful())
                .generator(GENERATED_SIZE, false)
                .next(new Random(seed));
        counts.add("lives");
        shrinking.live(life, seed);
        JqwikSession.finishTry();
        if (counts.of("lives") % SUMMARY_EVERY_LIVES == 0) {
            System.out.printf("model: up to seed %d: %s%n", seed, counts.summary());
        }
    }
}
