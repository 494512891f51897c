package dev.strata.query.star;

import dev.strata.kernel.account.AccountEvent;
import dev.strata.kernel.account.AccountEvent.AccountErased;
import dev.strata.kernel.account.AccountEvent.AccountOpened;
import dev.strata.kernel.account.AccountEvent.NodeStarred;
import dev.strata.kernel.account.AccountEvent.NodeUnstarred;
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

/** Keeps {@code star}: whose star is, and was, on what. Safe to replay from zero. */
@Component
@ProcessingGroup("star")
class StarProjection extends BatchedProjection {
    private final JdbcClient jdbc;

    StarProjection(JdbcClient jdbc, Target target) {
        super(jdbc, target, "star");
        this.jdbc = jdbc;
    }

    @Override
    public StarProjection to(Target other) {
        return new StarProjection(jdbc, other);
    }

    @EventHandler(payloadType = AccountEvent.class)
    void on(DomainEventMessage<?> message) {
        collect(message);
    }

    @Override
    protected void apply(List<Happened> batch) {
        for (Happened happened : batch) {
            apply((AccountEvent) happened.event(), happened.now());
        }
    }

    private void apply(AccountEvent event, Occurrence now) {
        switch (event) {
            case NodeStarred e ->
                jdbc.sql(in("""
                                INSERT INTO {schema}.star (account_id, node_id, starred_at, from_position)
                                VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING"""))
                        .params(e.accountId().value(), e.nodeId().value(), now.at(), now.position())
                        .update();
            case NodeUnstarred e ->
                jdbc.sql(in("""
                                UPDATE {schema}.star SET to_position = ?
                                 WHERE account_id = ? AND node_id = ? AND from_position < ? AND to_position > ?"""))
                        .params(
                                now.position(),
                                e.accountId().value(),
                                e.nodeId().value())
                        .params(now.position(), now.position())
                        .update();
            case AccountErased e ->
                jdbc.sql(in("DELETE FROM {schema}.star WHERE account_id = ?"))
                        .param(e.accountId().value())
                        .update();
            case AccountOpened _ -> {}
        }
    }
}
