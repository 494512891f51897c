package dev.strata.query.audit;

import dev.strata.kernel.account.AccountEvent;
import dev.strata.kernel.account.AccountEvent.AccountOpened;
import dev.strata.kernel.device.DeviceEvent;
import dev.strata.kernel.grant.GrantEvent;
import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.id.SpaceId;
import dev.strata.kernel.node.NodeEvent;
import dev.strata.query.projection.Occurrence;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.ResetHandler;
import org.axonframework.serialization.Serializer;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps {@code audit_trail}: one row for each event. Safe to replay from zero. */
@Component
@ProcessingGroup("audit-trail")
class AuditTrailProjection {
    private final JdbcClient jdbc;
    private final Serializer events;

    AuditTrailProjection(JdbcClient jdbc, @Qualifier("eventSerializer") Serializer events) {
        this.jdbc = jdbc;
        this.events = events;
    }

    @EventHandler
    void on(NodeEvent event, DomainEventMessage<?> message) {
        insert(event.nodeId(), event.spaceId(), null, message);
    }

    @EventHandler
    void on(GrantEvent event, DomainEventMessage<?> message) {
        insert(event.nodeId(), event.spaceId(), null, message);
    }

    @EventHandler
    void on(DeviceEvent event, DomainEventMessage<?> message) {
        insert(null, null, event.accountId(), message);
    }

    @EventHandler
    void on(AccountEvent event, DomainEventMessage<?> message) {
        switch (event) {
            case AccountOpened e -> insert(null, e.homeSpaceId(), e.accountId(), message);
        }
    }

    /**
     * Takes the position from the log: the token of an event that was committed late has the position of the newest
     * event that was seen before it.
     */
    private void insert(
            @Nullable NodeId nodeId,
            @Nullable SpaceId spaceId,
            @Nullable AccountId accountId,
            DomainEventMessage<?> message) {
        Occurrence now = Occurrence.of(message);
        jdbc.sql("""
                        INSERT INTO query.audit_trail (position, event_id, at, type, actor, device, address, trace,
                            node_id, space_id, account_id, version, detail)
                        SELECT global_index, :event, :at, :type, CAST(:actor AS uuid), CAST(:device AS uuid), :address,
                            :trace, CAST(:node AS uuid), CAST(:space AS uuid), CAST(:account AS uuid), :version,
                            CAST(:detail AS json)
                        FROM log.event WHERE aggregate_identifier = :stream AND sequence_number = :version - 1
                        ON CONFLICT DO NOTHING
                        """)
                .param("event", message.getIdentifier())
                .param("at", now.at())
                .param("type", message.getPayloadType().getSimpleName())
                .param("actor", now.actor())
                .param("device", now.device())
                .param("address", now.metadata().address())
                .param("trace", now.metadata().trace())
                .param("node", nodeId == null ? null : nodeId.value())
                .param("space", spaceId == null ? null : spaceId.value())
                .param("account", accountId == null ? null : accountId.value())
                .param("version", now.version())
                .param(
                        "detail",
                        events.serialize(message.getPayload(), String.class).getData())
                .param("stream", message.getAggregateIdentifier())
                .update();
    }

    @ResetHandler
    void reset() {
        jdbc.sql("TRUNCATE query.audit_trail").update();
    }
}
