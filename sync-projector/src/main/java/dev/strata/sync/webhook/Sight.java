package dev.strata.sync.webhook;

import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.id.SpaceId;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What an account may look at, by the feed's own tables: its spaces, and folders that it, or a group of it, was given. */
@Component
class Sight {
    private static final String GIVEN = """
            g.active AND (g.expires_at IS NULL OR g.expires_at > :now) AND (g.grantee = :account OR g.grantee IN (
                SELECT group_id FROM sync.group_member WHERE account_id = :account))
            """;

    private final JdbcClient jdbc;
    private final Clock clock;

    Sight(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** @param folder null for all of the space */
    @SuppressWarnings("MissingSummary")
    record Place(SpaceId space, @Nullable NodeId folder) {}

    /** What the id stands for: a space of the account's or a folder that it may read; its home space if there is none. */
    Optional<Place> find(AccountId account, @Nullable UUID id) {
        Optional<Place> own = jdbc.sql("""
                SELECT space_id FROM sync.space
                WHERE owner = :account AND NOT erased AND (space_id = :id OR CAST(:id AS uuid) IS NULL)
                """)
                .param("account", account.value())
                .param("id", id)
                .query((row, _) -> new Place(new SpaceId(row.getObject(1, UUID.class)), null))
                .optional();
        return own.isPresent() || id == null ? own : folder(account, new NodeId(id));
    }

    private Optional<Place> folder(AccountId account, NodeId folder) {
        return jdbc
                .sql("""
                SELECT r.space_id FROM sync.record r
                WHERE r.node_id = :folder AND r.kind = 'folder' AND NOT r.deleted AND r.space_id IN (
                    SELECT space_id FROM sync.space WHERE owner = :account AND NOT erased
                    UNION SELECT g.space_id FROM sync.node_grant g WHERE\s""" + GIVEN + ")")
                .param("account", account.value())
                .param("folder", folder.value())
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .query((row, _) -> new Place(new SpaceId(row.getObject(1, UUID.class)), folder))
                .list()
                .stream()
                .filter(place -> mayRead(account, place))
                .findAny();
    }

    boolean mayRead(AccountId account, Place place) {
        return jdbc.sql("""
                WITH RECURSIVE up AS (
                    SELECT CAST(:folder AS uuid) AS node_id
                    UNION
                    SELECT r.parent_id FROM up JOIN sync.record r ON r.space_id = :space AND r.node_id = up.node_id)
                SELECT EXISTS (SELECT FROM sync.space WHERE space_id = :space AND owner = :account AND NOT erased)
                    OR EXISTS (SELECT FROM up JOIN sync.node_grant g ON g.node_id = up.node_id WHERE\s""" + GIVEN + ")")
                .param("account", account.value())
                .param("space", place.space().value())
                .param("folder", place.folder() == null ? null : place.folder().value())
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .query(Boolean.class)
                .single();
    }

    /** Those of the nodes that are in the place now. */
    Set<NodeId> in(Place place, List<NodeId> nodes) {
        if (place.folder() == null) {
            return Set.copyOf(nodes);
        }
        return jdbc.sql("""
                WITH RECURSIVE up AS (
                    SELECT node AS start, node AS node_id FROM unnest(:nodes) AS node
                    UNION
                    SELECT up.start, r.parent_id FROM up
                    JOIN sync.record r ON r.space_id = :space AND r.node_id = up.node_id)
                SELECT start FROM up WHERE node_id = :folder
                """)
                .param("nodes", nodes.stream().map(NodeId::value).toArray(UUID[]::new))
                .param("space", place.space().value())
                .param("folder", place.folder().value())
                .query((row, _) -> new NodeId(row.getObject(1, UUID.class)))
                .set();
    }
}
