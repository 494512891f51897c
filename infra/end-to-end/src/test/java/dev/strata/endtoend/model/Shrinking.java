package dev.strata.endtoend.model;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Shrinkable;
import org.jspecify.annotations.Nullable;

/** Runs a life; if it brings a difference, looks for a shorter one that does, and fails with its history. */
final class Shrinking {
    private static final int TRIES_MAX = Integer.getInteger("strata.model.shrinks", 150);
    /** A race is not lost each time. */
    private static final int ATTEMPTS = 2;

    private final Product product;
    private final Counts counts;
    private @Nullable Cast cast;
    private Drive drive = Drive.empty();
    private int tries;

    Shrinking(Product product, Counts counts) {
        this.product = product;
        this.counts = counts;
    }

    /** A life with what went wrong in it. */
    private record Failed(Shrinkable<List<Step>> life, String report, Throwable cause) {}

    void live(Shrinkable<List<Step>> life, long seed) {
        Failed failed = failure(life, true);
        if (failed == null) {
            return;
        }
        System.out.printf("model: a difference with seed %d:%n%s%n", seed, failed.report());
        Failed shortest = failed;
        Optional<Failed> shorter = Optional.of(failed);
        while (shorter.isPresent()) {
            shortest = shorter.get();
            shorter = shorter(shortest);
        }
        throw new AssertionError(
                "-Dstrata.model.seed=%d; the shortest of %d tries:%n%s".formatted(seed, tries, shortest.report()),
                shortest.cause());
    }

    private Optional<Failed> shorter(Failed failed) {
        Iterator<Shrinkable<List<Step>>> candidates = failed.life().shrink().iterator();
        while (candidates.hasNext()) {
            Shrinkable<List<Step>> candidate = candidates.next();
            for (int attempt = 0; attempt < ATTEMPTS && tries < TRIES_MAX; attempt++) {
                tries++;
                Failed again = failure(candidate, false);
                if (again != null) {
                    return Optional.of(again);
                }
            }
            if (tries >= TRIES_MAX) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** @param again whether people who have had a life already will do; signing up takes longer than a life */
    private @Nullable Failed failure(Shrinkable<List<Step>> steps, boolean again) {
        Cast people = cast;
        if (!again || people == null || !people.isFresh()) {
            people = Cast.signUp(product.url());
            drive = people.drive();
        }
        cast = null;
        Life life = new Life(product, counts, people, drive);
        try {
            life.live(steps.value());
            drive = life.tidyUp();
            cast = people;
            return null;
        } catch (RuntimeException | AssertionError e) {
            String report =
                    "%s%n%s%n%s".formatted(String.join(System.lineSeparator(), life.history()), steps.value(), e);
            return new Failed(steps, report, e);
        }
    }
}
