package dev.strata.platform.axon;

import dev.strata.platform.axon.ProjectionFailures.Failure;
import java.util.Comparator;
import java.util.List;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Says how the projections of this process's sides are doing, whichever process runs them. */
@Component
public class ProjectionStatuses {
    private final ObjectProvider<ProjectionGroups> sides;
    private final ProjectionProgress progress;
    private final ProjectionFailures failures;
    private final JdbcClient jdbc;

    ProjectionStatuses(
            ObjectProvider<ProjectionGroups> sides,
            ProjectionProgress progress,
            ProjectionFailures failures,
            JdbcClient jdbc) {
        this.sides = sides;
        this.progress = progress;
        this.failures = failures;
        this.jdbc = jdbc;
    }

    /** By name. */
    public List<ProjectionStatus> all() {
        return sides.stream()
                .flatMap(side -> side.names().stream().map(name -> status(side.schema(), name)))
                .sorted(Comparator.comparing(ProjectionStatus::projection))
                .toList();
    }

    private record Backlog(long head, long behind, double lagSeconds) {}

    private ProjectionStatus status(String schema, String name) {
        long position = progress.token(schema, name)
                .map(GapAwareTrackingToken::getIndex)
                .orElse(-1L);
        Backlog backlog = backlog(position);
        Failure failure = failures.of(name).orElse(null);
        return new ProjectionStatus(
                name,
                position,
                Math.max(position, backlog.head()),
                backlog.behind(),
                Math.max(0, backlog.lagSeconds()),
                failure == null ? null : failure.cause(),
                failure == null ? null : failure.at());
    }

    private Backlog backlog(long position) {
        return jdbc.sql("""
                        SELECT coalesce(max(global_index), -1) AS head, count(*) AS behind,
                               coalesce(extract(epoch FROM clock_timestamp() - min(time_stamp)), 0) AS lag
                          FROM log.event WHERE global_index > ?""")
                .param(position)
                .query((row, _) -> new Backlog(row.getLong("head"), row.getLong("behind"), row.getDouble("lag")))
                .single();
    }
}
