package dev.strata.query.operation;

import dev.strata.platform.axon.ProjectionStatus;
import dev.strata.platform.axon.ProjectionStatuses;
import dev.strata.platform.web.ProblemException;
import dev.strata.query.projection.BatchedProjection;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** The projections of this side by their names, and how those of the whole process are doing. */
@Component
class Projections {
    private final Map<String, BatchedProjection> byName;
    private final ProjectionStatuses statuses;

    Projections(List<BatchedProjection> projections, ProjectionStatuses statuses) {
        this.byName = projections.stream()
                .collect(Collectors.toMap(
                        BatchedProjection::name, Function.identity(), (first, _) -> first, TreeMap::new));
        this.statuses = statuses;
    }

    /** One that can have dead letters and be built anew. */
    BatchedProjection get(String name) {
        BatchedProjection projection = byName.get(name);
        if (projection != null) {
            return projection;
        }
        if (statuses.all().stream().anyMatch(status -> status.projection().equals(name))) {
            throw new ProblemException(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    "not-replayable",
                    "The projection %s cannot be built anew beside itself: others hold its numbers.".formatted(name));
        }
        throw new ProblemException(
                HttpStatus.NOT_FOUND,
                "projection-not-found",
                "There is no projection %s. There are: %s.".formatted(name, String.join(", ", byName.keySet())));
    }

    /** Those that can be built anew, in alphabetical order. */
    Collection<BatchedProjection> replayable() {
        return byName.values();
    }

    boolean canReplay(String name) {
        return byName.containsKey(name);
    }

    List<ProjectionStatus> statuses() {
        return statuses.all();
    }
}
