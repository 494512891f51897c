package dev.strata.query.audit;

import dev.strata.kernel.account.AccountChange;
import dev.strata.kernel.account.AccountEvent;
import dev.strata.kernel.account.AccountEvent.AccountErased;
import dev.strata.kernel.account.AccountEvent.AccountOpened;
import dev.strata.kernel.account.AccountEvent.NodeStarred;
import dev.strata.kernel.account.AccountEvent.NodeUnstarred;
import dev.strata.kernel.comment.CommentEvent;
import dev.strata.kernel.device.DeviceEvent;
import dev.strata.kernel.grant.GrantEvent;
import dev.strata.kernel.group.GroupEvent;
import dev.strata.kernel.group.GroupEvent.GroupDeleted;
import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.id.SpaceId;
import dev.strata.kernel.link.LinkEvent;
import dev.strata.kernel.node.NodeEvent;
import dev.strata.query.projection.BatchedProjection;
import dev.strata.query.projection.Happened;
import dev.strata.query.projection.Occurrence;
import dev.strata.query.projection.Target;
import java.util.List;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.serialization.Serializer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Keeps {@code audit_trail}: one row for each event, with its values as they are read, not as they are stored. Safe to
 * replay from zero.
 */
@Component
@ProcessingGroup("audit-trail")
class AuditTrailProjection extends BatchedProjection {
    private final JdbcClient client;
    private final JdbcTemplate jdbc;
    private final AuditErasure erasure;
    private final Serializer events;
    private final Target target;

    AuditTrailProjection(JdbcClient client, JdbcTemplate jdbc, AuditErasure erasure, Serializer events, Target target) {
        super(client, target, "audit_trail");
        this.client = client;
        this.jdbc = jdbc;
        this.erasure = erasure;
        this.events = events;
        this.target = target;
    }

    @Override
    public AuditTrailProjection to(Target other) {
        return new AuditTrailProjection(client, jdbc, erasure, events, other);
    }

    @EventHandler(payloadType = NodeEvent.class)
    void onNode(DomainEventMessage<?> message) {
        collect(message);
    }

    @EventHandler(payloadType = GrantEvent.class)
    void onGrant(DomainEventMessage<?> message) {
        collect(message);
    }

    @EventHandler(payloadType = LinkEvent.class)
    void onLink(DomainEventMessage<?> message) {
        collect(message);
    }

    @EventHandler(payloadType = CommentEvent.class)
    void onComment(DomainEventMessage<?> message) {
        collect(message);
    }

    @EventHandler(payloadType = DeviceEvent.class)
    void onDevice(DomainEventMessage<?> message) {
        collect(message);
    }

    @EventHandler(payloadType = GroupEvent.class)
    void onGroup(DomainEventMessage<?> message) {
        collect(message);
    }

    @EventHandler(payloadType = AccountEvent.class)
    void onAccount(DomainEventMessage<?> message) {
        collect(message);
    }

    @EventHandler(payloadType = AccountChange.class)
    void onAccountChange(DomainEventMessage<?> message) {
        collect(message);
    }

    /** What an event is about: each of it may be unknown. A group stands where an account does. */
    private record About(
            @Nullable NodeId node,
            @Nullable SpaceId space,
            @Nullable AccountId account) {
        static About of(Object event) {
            return switch (event) {
                case NodeEvent e -> new About(e.nodeId(), e.spaceId(), null);
                case GrantEvent e -> new About(e.nodeId(), e.spaceId(), null);
                case GroupEvent e ->
                    new About(null, null, new AccountId(e.groupId().value()));
                case LinkEvent e -> new About(e.nodeId(), e.spaceId(), e.maker());
                case CommentEvent e -> new About(e.nodeId(), e.spaceId(), e.author());
                case DeviceEvent e -> new About(null, null, e.accountId());
                case AccountOpened e -> new About(null, e.homeSpaceId(), e.accountId());
                case AccountErased e -> new About(null, e.homeSpaceId(), e.accountId());
                case NodeStarred e -> new About(e.nodeId(), null, e.accountId());
                case NodeUnstarred e -> new About(e.nodeId(), null, e.accountId());
                case AccountChange e -> new About(null, null, e.accountId());
                default -> throw new IllegalArgumentException("an event that nobody can audit: " + event.getClass());
            };
        }
    }

    @Override
    protected void apply(List<Happened> batch) {
        jdbc.batchUpdate(in("""
                INSERT INTO {schema}.audit_trail (position, event_id, at, type, actor, device, address, trace, link,
                    node_id, space_id, account_id, version, detail)
                VALUES (?, ?, ?, ?, CAST(? AS uuid), CAST(? AS uuid), ?, ?, CAST(? AS uuid), CAST(? AS uuid), CAST(? AS uuid),
                    CAST(? AS uuid), ?, CAST(? AS json))
                ON CONFLICT DO NOTHING"""), batch.stream().map(this::row).toList());
        batch.stream().map(Happened::event).forEach(event -> {
            switch (event) {
                case AccountErased e -> erasure.erase(e, target);
                case GroupDeleted e -> erasure.erase(e, target);
                default -> {}
            }
        });
    }

    private @Nullable Object[] row(Happened happened) {
        About about = About.of(happened.event());
        Occurrence now = happened.now();
        return new @Nullable Object[] {
            now.position(),
            happened.message().getIdentifier(),
            now.at(),
            happened.event().getClass().getSimpleName(),
            now.actor(),
            now.device(),
            now.metadata().address(),
            now.metadata().trace(),
            now.metadata().link() == null ? null : now.metadata().link().value(),
            about.node() == null ? null : about.node().value(),
            about.space() == null ? null : about.space().value(),
            about.account() == null ? null : about.account().value(),
            now.version(),
            events.serialize(happened.event(), String.class).getData()
        };
    }
}
