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
import java.util.ArrayList;
import java.util.List;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventHandler;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps {@code star}: whose star is, and was, on what. Safe to replay from zero. */
@Component
@ProcessingGroup("star")
class StarProjection extends BatchedProjection {
    private final JdbcClient client;
    private final JdbcTemplate jdbc;

    StarProjection(JdbcClient client, JdbcTemplate jdbc, Target target) {
        super(client, target, "star");
        this.client = client;
        this.jdbc = jdbc;
    }

    @Override
    public StarProjection to(Target other) {
        return new StarProjection(client, jdbc, other);
    }

    @EventHandler(payloadType = AccountEvent.class)
    void on(DomainEventMessage<?> message) {
        collect(message);
    }

    /** Stars first: what they are not any more depends on positions, not on the order of writing. */
    @Override
    protected void apply(List<Happened> batch) {
        List<Object[]> starred = new ArrayList<>();
        List<Object[]> unstarred = new ArrayList<>();
        List<Object[]> erased = new ArrayList<>();
        for (Happened happened : batch) {
            Occurrence now = happened.now();
            switch ((AccountEvent) happened.event()) {
                case NodeStarred e ->
                    starred.add(new Object[] {e.accountId().value(), e.nodeId().value(), now.at(), now.position()});
                case NodeUnstarred e ->
                    unstarred.add(new Object[] {
                        now.position(), e.accountId().value(), e.nodeId().value(), now.position(), now.position()
                    });
                case AccountErased e -> erased.add(new Object[] {e.accountId().value()});
                case AccountOpened _ -> {}
            }
        }
        jdbc.batchUpdate(in("""
                INSERT INTO {schema}.star (account_id, node_id, starred_at, from_position)
                VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING"""), starred);
        jdbc.batchUpdate(in("""
                UPDATE {schema}.star SET to_position = ?
                 WHERE account_id = ? AND node_id = ? AND from_position < ? AND to_position > ?"""), unstarred);
        jdbc.batchUpdate(in("DELETE FROM {schema}.star WHERE account_id = ?"), erased);
    }
}
