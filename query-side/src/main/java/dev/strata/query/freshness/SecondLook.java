package dev.strata.query.freshness;

import dev.strata.platform.axon.ProjectionGroups;
import dev.strata.platform.axon.ProjectionProgress;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/** Looks again before it says that there is nothing: what was created a moment ago may not be projected yet. */
@Component
public class SecondLook {
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final ProjectionProgress progress;
    private final ProjectionGroups groups;

    public SecondLook(ProjectionProgress progress, @Qualifier("queryProjections") ProjectionGroups groups) {
        this.progress = progress;
        this.groups = groups;
    }

    public <T> Optional<T> find(Supplier<Optional<T>> look) {
        Optional<T> found = look.get();
        if (found.isPresent()) {
            return found;
        }
        awaitHead();
        return look.get();
    }

    private void awaitHead() {
        try {
            progress.awaitHead(groups, PATIENCE);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
