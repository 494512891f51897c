package dev.strata.query.sharing;

import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.GrantId;
import dev.strata.kernel.id.NodeId;
import dev.strata.query.access.Grants;
import dev.strata.query.listing.FolderListingQueries;
import dev.strata.query.listing.Node;
import dev.strata.query.moment.Moment;
import dev.strata.query.page.Cursor;
import dev.strata.query.page.Page;
import dev.strata.query.projection.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads what was shared with an account, the newest grant first; not what has gone to its owner's trash since. */
@Component
public class SharedWithMeQueries {
    private static final String LIST = "shared-with-me";

    private final JdbcClient jdbc;
    private final FolderListingQueries listing;

    public SharedWithMeQueries(JdbcClient jdbc, FolderListingQueries listing) {
        this.jdbc = jdbc;
        this.listing = listing;
    }

    public Page<ListSharedWithMe.Entry> list(ListSharedWithMe question) {
        Moment moment = question.moment();
        String list = LIST + "-" + moment.name();
        Cursor after = question.page().after(list, 2);
        JdbcClient.StatementSpec statement = jdbc.sql("""
                        WITH mine AS (
                            SELECT DISTINCT ON (g.node_id) g.* FROM query.sharing_grant g
                            WHERE g.grantee = ANY (%4$s) AND %2$s
                                AND NOT EXISTS (
                                    SELECT FROM query.sharing_hidden h
                                    WHERE h.account_id = :account AND h.grant_id = g.grant_id AND %5$s)
                            ORDER BY g.node_id, g.granted_at DESC, g.grant_id DESC)
                        SELECT g.*, a.account_id AS owner, a.login, a.display_name, c.name AS group_name
                        FROM mine g
                        JOIN %1$s p ON p.node_id = g.node_id
                        LEFT JOIN query.sharing_account a ON a.home_space_id = g.space_id
                        LEFT JOIN query.sharing_group c ON c.group_id = g.grantee
                        WHERE a.account_id IS DISTINCT FROM :account %3$s
                            AND NOT EXISTS (
                                WITH RECURSIVE up AS (
                                    SELECT p.parent_id, p.trashed
                                    UNION ALL
                                    SELECT above.parent_id, above.trashed
                                    FROM up JOIN %1$s above ON above.node_id = up.parent_id
                                )
                                SELECT FROM up WHERE trashed)
                        ORDER BY g.granted_at DESC, g.grant_id DESC LIMIT :rows
                        """.formatted(
                                moment.places(),
                                Grants.hold(moment),
                                after == null ? "" : "AND (g.granted_at, g.grant_id) < (:at, :grant)",
                                Grants.grantees(moment),
                                moment.holds("h")))
                .param("account", question.account().value())
                .param("now", Columns.utc(moment.instant()))
                .param("rows", question.page().rows());
        if (after != null) {
            statement.param("at", Columns.utc(after.time(0))).param("grant", after.uuid(1));
        }
        Page<Row> page = Page.of(
                statement.query(SharedWithMeQueries::row).list(),
                question.page(),
                last -> Cursor.of(list, last.at(), last.grantId()));
        Map<NodeId, Node> nodes = listing.find(
                question.account(), page.items().stream().map(Row::nodeId).toList(), moment);
        return page.withItems(
                page.items().stream().flatMap(row -> row.with(nodes)).toList());
    }

    private static Row row(ResultSet row, int index) throws SQLException {
        UUID owner = Columns.uuidOrNull(row, "owner");
        UUID by = Columns.uuidOrNull(row, "granted_by");
        return new Row(
                new GrantId(Columns.uuid(row, "grant_id")),
                new NodeId(Columns.uuid(row, "node_id")),
                owner == null
                        ? null
                        : new Person(new AccountId(owner), row.getString("login"), row.getString("display_name")),
                Columns.instant(row, "granted_at"),
                by == null ? null : new AccountId(by),
                Columns.instantOrNull(row, "expires_at"),
                row.getString("group_name"));
    }

    private record Row(
            GrantId grantId,
            NodeId nodeId,
            @Nullable Person owner,
            Instant at,
            @Nullable AccountId by,
            @Nullable Instant expiresAt,
            @Nullable String groupName) {
        /** Nothing if the listing is behind and does not know the node yet. */
        Stream<ListSharedWithMe.Entry> with(Map<NodeId, Node> nodes) {
            Node node = nodes.get(nodeId);
            return node == null
                    ? Stream.of()
                    : Stream.of(new ListSharedWithMe.Entry(node, owner, at, by, expiresAt, groupName));
        }
    }
}
