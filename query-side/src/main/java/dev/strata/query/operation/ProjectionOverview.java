package dev.strata.query.operation;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.strata.platform.axon.ProjectionStatus;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What the operator wants to know of all projections at a glance. */
@Component
public class ProjectionOverview {
    private final Projections projections;
    private final DeadLetterBox letters;
    private final Replays replays;

    ProjectionOverview(Projections projections, DeadLetterBox letters, Replays replays) {
        this.projections = projections;
        this.letters = letters;
        this.replays = replays;
    }

    /**
     * One of them.
     *
     * @param replayable whether it can be built anew in a shadow
     * @param replay the last time that it was, if ever
     */
    public record Entry(
            @JsonUnwrapped ProjectionStatus status,
            long deadLetters,
            boolean replayable,
            @Nullable ReplayProgress replay) {}

    public List<Entry> all() {
        Map<String, Long> counts = letters.counts();
        return projections.statuses().stream()
                .map(status -> new Entry(
                        status,
                        counts.getOrDefault(status.projection(), 0L),
                        projections.canReplay(status.projection()),
                        replays.find(status.projection()).orElse(null)))
                .toList();
    }
}
