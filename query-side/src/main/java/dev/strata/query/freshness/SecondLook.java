package dev.strata.query.freshness;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** Looks again before it says that there is nothing: what was created a moment ago may not be projected yet. */
@Component
public class SecondLook {
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final Visibility visibility;

    public SecondLook(Visibility visibility) {
        this.visibility = visibility;
    }

    public <T> Optional<T> find(Supplier<Optional<T>> look) {
        Optional<T> found = look.get();
        if (found.isPresent()) {
            return found;
        }
        visibility.awaitHead(PATIENCE);
        return look.get();
    }
}
