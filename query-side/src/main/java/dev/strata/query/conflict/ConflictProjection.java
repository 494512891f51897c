package dev.strata.query.conflict;

import dev.strata.kernel.account.AccountEvent.AccountErased;
import dev.strata.kernel.node.NodeEvent.ConflictRecorded;
import dev.strata.kernel.node.NodeEvent.ConflictResolved;
import dev.strata.query.projection.BatchedProjection;
import dev.strata.query.projection.Happened;
import dev.strata.query.projection.Occurrence;
import dev.strata.query.projection.Target;
import java.util.List;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps {@code conflict}: the conflict copies, open and closed. Safe to replay from zero. */
@Component
@ProcessingGroup("conflict")
class ConflictProjection extends BatchedProjection {
    private final JdbcClient jdbc;

    ConflictProjection(JdbcClient jdbc, Target target) {
        super(jdbc, target, "conflict");
        this.jdbc = jdbc;
    }

    @Override
    public ConflictProjection to(Target other) {
        return new ConflictProjection(jdbc, other);
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

    @Override
    protected void apply(List<Happened> batch) {
        for (Happened happened : batch) {
            switch (happened.event()) {
                case ConflictRecorded e -> record(e, happened.now());
                case ConflictResolved e ->
                    jdbc.sql(in("UPDATE {schema}.conflict SET to_position = ? WHERE node_id = ? AND to_position > ?"))
                            .params(
                                    happened.now().position(),
                                    e.nodeId().value(),
                                    happened.now().position())
                            .update();
                case AccountErased e ->
                    jdbc.sql(in("DELETE FROM {schema}.conflict WHERE space_id = ?"))
                            .param(e.homeSpaceId().value())
                            .update();
                default -> throw new IllegalArgumentException("not about a conflict: " + happened.type());
            }
        }
    }

    private void record(ConflictRecorded event, Occurrence now) {
        jdbc.sql(in("""
                        INSERT INTO {schema}.conflict
                            (node_id, space_id, original, base, head, recorded_at, recorded_by, device, from_position)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"""))
                .param(event.nodeId().value())
                .param(event.spaceId().value())
                .param(event.original().value())
                .param(event.base())
                .param(event.head())
                .param(now.at())
                .param(now.actor())
                .param(now.device())
                .param(now.position())
                .update();
    }
}
