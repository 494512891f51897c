package dev.strata.endtoend.model;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import net.jqwik.api.Shrinkable;
import net.jqwik.api.sessions.JqwikSession;
import org.junit.jupiter.api.Test;

/**
 * Random lives of drives, in the model and in the product: a few that are always the same, so that nobody's build fails
 * by chance. {@code -Dstrata.model.minutes=} goes on with others for so long, {@code -Dstrata.model.seed=} repeats the
 * life of a seed and goes on from there.
 */
class ModelIT {
    private static final Duration TIME = Duration.ofMinutes(Integer.getInteger("strata.model.minutes", 1));
    private static final boolean HUNTING =
            Integer.getInteger("strata.model.minutes") != null || Long.getLong("strata.model.seed") != null;
    private static final long[] KNOWN_SEEDS = {1, 2, 3, 4, 5, 12};

    private static final int GENERATED_SIZE = 1_000;
    private static final int EVENTFUL_ONE_IN = 12;
    private static final int SUMMARY_EVERY_LIVES = 50;

    private final Counts counts = new Counts();

    @Test
    void modelAndProductAgree() {
        long first = Long.getLong("strata.model.seed", System.nanoTime());
        LongStream seeds = HUNTING ? LongStream.iterate(first, seed -> seed + 1) : LongStream.of(KNOWN_SEEDS);
        System.out.println("model: " + told(first));
        try (Product product = new Product()) {
            Shrinking shrinking = new Shrinking(product, counts);
            long end = System.nanoTime() + TIME.toNanos();
            JqwikSession.run(() ->
                    seeds.takeWhile(_ -> !HUNTING || System.nanoTime() < end).forEach(seed -> live(shrinking, seed)));
            System.out.println("model: " + told(first) + ": no difference");
        } finally {
            System.out.println("model: compared" + counts);
        }
    }

    private static String told(long first) {
        return HUNTING ? "seeds from %d on, for %s".formatted(first, TIME) : "seeds " + Arrays.toString(KNOWN_SEEDS);
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
