package dev.strata.query.history;

import dev.strata.kernel.account.AccountEvent.AccountErased;
import dev.strata.kernel.node.FileContent;
import dev.strata.kernel.node.NodeEvent;
import dev.strata.kernel.node.NodeEvent.FileCreated;
import dev.strata.kernel.node.NodeEvent.VersionAdded;
import dev.strata.kernel.node.NodeEvent.VersionRestored;
import dev.strata.kernel.node.NodeEvent.VersionsPruned;
import dev.strata.query.projection.BatchedProjection;
import dev.strata.query.projection.Columns;
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

/** Keeps {@code version_history}: one row for each version of a file. Safe to replay from zero. */
@Component
@ProcessingGroup("version-history")
class VersionHistoryProjection extends BatchedProjection {
    private final JdbcClient client;
    private final JdbcTemplate jdbc;

    VersionHistoryProjection(JdbcClient client, JdbcTemplate jdbc, Target target) {
        super(client, target, "version_history");
        this.client = client;
        this.jdbc = jdbc;
    }

    @Override
    public VersionHistoryProjection to(Target other) {
        return new VersionHistoryProjection(client, jdbc, other);
    }

    @EventHandler(payloadType = FileCreated.class)
    void onCreated(DomainEventMessage<?> message) {
        collect(message);
    }

    @EventHandler(payloadType = VersionAdded.class)
    void onAdded(DomainEventMessage<?> message) {
        collect(message);
    }

    @EventHandler(payloadType = VersionRestored.class)
    void onRestored(DomainEventMessage<?> message) {
        collect(message);
    }

    @EventHandler(payloadType = VersionsPruned.class)
    void onPruned(DomainEventMessage<?> message) {
        collect(message);
    }

    @EventHandler
    void on(AccountErased event, DomainEventMessage<?> message) {
        collect(message);
    }

    @Override
    protected void apply(List<Happened> batch) {
        List<@Nullable Object[]> versions = new ArrayList<>();
        List<@Nullable Object[]> pruned = new ArrayList<>();
        List<@Nullable Object[]> erased = new ArrayList<>();
        for (Happened happened : batch) {
            Occurrence now = happened.now();
            switch (happened.event()) {
                case FileCreated e -> versions.add(row(e, 1, e.content(), null, now));
                case VersionAdded e -> versions.add(row(e, e.version(), e.content(), null, now));
                case VersionRestored e -> versions.add(row(e, e.version(), e.content(), e.restored(), now));
                case VersionsPruned e ->
                    e.versions()
                            .forEach(number -> pruned.add(
                                    new Object[] {now.position(), e.nodeId().value(), number, now.position()}));
                case AccountErased e -> erased.add(new Object[] {e.homeSpaceId().value()});
                default -> throw new IllegalArgumentException("not about versions: " + happened.type());
            }
        }
        jdbc.batchUpdate(in("""
                INSERT INTO {schema}.version_history (node_id, space_id, number, manifest_id, size, sha256, sha256_verified,
                    media_type, created_at, modified_at, made_by, device, restored_from, from_position)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, CAST(? AS uuid), CAST(? AS uuid), ?, ?) ON CONFLICT DO NOTHING"""), versions);
        jdbc.batchUpdate(
                in(
                        "UPDATE {schema}.version_history SET to_position = ? WHERE node_id = ? AND number = ? AND to_position > ?"),
                pruned);
        jdbc.batchUpdate(in("DELETE FROM {schema}.version_history WHERE space_id = ?"), erased);
    }

    private static @Nullable Object[] row(
            NodeEvent event, int number, FileContent content, @Nullable Integer restoredFrom, Occurrence now) {
        return new @Nullable Object[] {
            event.nodeId().value(),
            event.spaceId().value(),
            number,
            content.manifestId().hex(),
            content.size(),
            content.sha256(),
            content.sha256Verified(),
            content.mediaType(),
            now.at(),
            content.modifiedAt() == null ? null : Columns.utc(content.modifiedAt()),
            now.actor(),
            now.device(),
            restoredFrom,
            now.position()
        };
    }
}
