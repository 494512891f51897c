package dev.strata.query.operation;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.strata.platform.axon.ProjectionStatus;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** What the operator wants to know of all projections at a glance. */
@Component
public class ProjectionOverview {
    private final Projections projections;
    private final DeadLetterBox letters;

    ProjectionOverview(Projections projections, DeadLetterBox letters) {
        this.projections = projections;
        this.letters = letters;
    }

    /**
     * One of them.
     *
     * @param replayable whether it can be built anew in a shadow
     */
    public record Entry(@JsonUnwrapped ProjectionStatus status, long deadLetters, boolean replayable) {}

    public List<Entry> all() {
        Map<String, Long> counts = letters.counts();
        return projections.statuses().stream()
                .map(status -> new Entry(
                        status,
                        counts.getOrDefault(status.projection(), 0L),
                        projections.canReplay(status.projection())))
                .toList();
    }
}
