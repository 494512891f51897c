package dev.strata.query.conflict;

import dev.strata.kernel.account.AccountEvent.AccountErased;
import dev.strata.kernel.node.NodeEvent.ConflictRecorded;
import dev.strata.kernel.node.NodeEvent.ConflictResolved;
import dev.strata.query.projection.BatchedProjection;
import dev.strata.query.projection.Happened;
import dev.strata.query.projection.Occurrence;
import dev.strata.query.projection.Target;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps {@code conflict}: the conflict copies, open and closed. Safe to replay from zero. */
@Component
@ProcessingGroup("conflict")
class ConflictProjection extends BatchedProjection {
    private final JdbcClient client;
    private final JdbcTemplate jdbc;

    ConflictProjection(JdbcClient client, JdbcTemplate jdbc, Target target) {
        super(client, target, "conflict");
        this.client = client;
        this.jdbc = jdbc;
    }

    @Override
    public ConflictProjection to(Target other) {
        return new ConflictProjection(client, jdbc, other);
    }

    @EventHandler(payloadType = ConflictRecorded.class)
    void onRecorded(DomainEventMessage<?> message) {
        collect(message);
    }

    @EventHandler(payloadType = ConflictResolved.class)
    void onResolved(DomainEventMessage<?> message) {
        collect(message);
    }

    @EventHandler
    void on(AccountErased event, DomainEventMessage<?> message) {
        collect(message);
    }

    /** A copy is in conflict once at most, so that all are recorded before any is resolved. */
    @Override
    protected void apply(List<Happened> batch) {
        List<@Nullable Object[]> recorded = new ArrayList<>();
        List<Object[]> resolved = new ArrayList<>();
        List<Object[]> erased = new ArrayList<>();
        for (Happened happened : batch) {
            Occurrence now = happened.now();
            switch (happened.event()) {
                case ConflictRecorded e -> recorded.add(row(e, now));
                case ConflictResolved e ->
                    resolved.add(new Object[] {now.position(), e.nodeId().value(), now.position()});
                case AccountErased e -> erased.add(new Object[] {e.homeSpaceId().value()});
                default -> throw new IllegalArgumentException("not about a conflict: " + happened.type());
            }
        }
        jdbc.batchUpdate(in("""
                INSERT INTO {schema}.conflict
                    (node_id, space_id, original, base, head, recorded_at, recorded_by, device, from_position)
                VALUES (?, ?, ?, ?, ?, ?, CAST(? AS uuid), CAST(? AS uuid), ?) ON CONFLICT DO NOTHING"""), recorded);
        jdbc.batchUpdate(
                in("UPDATE {schema}.conflict SET to_position = ? WHERE node_id = ? AND to_position > ?"), resolved);
        jdbc.batchUpdate(in("DELETE FROM {schema}.conflict WHERE space_id = ?"), erased);
    }

    private static @Nullable Object[] row(ConflictRecorded event, Occurrence now) {
        return new @Nullable Object[] {
            event.nodeId().value(),
            event.spaceId().value(),
            event.original().value(),
            event.base(),
            event.head(),
            now.at(),
            now.actor(),
            now.device(),
            now.position()
        };
    }
}
