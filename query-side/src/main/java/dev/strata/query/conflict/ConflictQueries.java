package dev.strata.query.conflict;

import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.DeviceId;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.id.SpaceId;
import dev.strata.query.history.FileVersion;
import dev.strata.query.history.VersionHistoryQueries;
import dev.strata.query.listing.FolderListingQueries;
import dev.strata.query.listing.Node;
import dev.strata.query.moment.Moment;
import dev.strata.query.page.Cursor;
import dev.strata.query.page.Page;
import dev.strata.query.page.PageRequest;
import dev.strata.query.projection.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the open conflicts of a space and those that an account has made elsewhere, the newest first. */
@Component
public class ConflictQueries {
    private static final String LIST = "conflicts";

    private final JdbcClient jdbc;
    private final FolderListingQueries listing;
    private final VersionHistoryQueries history;

    public ConflictQueries(JdbcClient jdbc, FolderListingQueries listing, VersionHistoryQueries history) {
        this.jdbc = jdbc;
        this.listing = listing;
        this.history = history;
    }

    public Page<Conflict> list(AccountId account, SpaceId home, Moment moment, PageRequest request) {
        String list = LIST + "-" + moment.name();
        Cursor after = request.after(list, 2);
        JdbcClient.StatementSpec statement = jdbc.sql("""
                        SELECT * FROM query.conflict c
                         WHERE (c.space_id = :home OR c.recorded_by = :account) AND %s %s
                         ORDER BY c.recorded_at DESC, c.node_id DESC LIMIT :rows""".formatted(
                        moment.holds("c"), after == null ? "" : "AND (c.recorded_at, c.node_id) < (:at, :node)"))
                .param("home", home.value())
                .param("account", account.value())
                .param("rows", request.rows());
        if (after != null) {
            statement.param("at", Columns.utc(after.time(0))).param("node", after.uuid(1));
        }
        Page<Row> page = Page.of(
                statement.query(ConflictQueries::row).list(), request, last -> Cursor.of(list, last.at(), last.copy()));
        List<NodeId> named = page.items().stream()
                .flatMap(row -> Stream.of(row.copy(), row.original()))
                .toList();
        Map<NodeId, Node> nodes = listing.find(account, named, moment);
        return page.withItems(page.items().stream()
                .flatMap(row -> conflict(row, nodes, moment))
                .toList());
    }

    /** Nothing if the copy cannot be seen; one in the trash waits for no decision. */
    private Stream<Conflict> conflict(Row row, Map<NodeId, Node> nodes, Moment moment) {
        Node copy = nodes.get(row.copy());
        if (copy == null || copy.trashed()) {
            return Stream.empty();
        }
        Node original = nodes.get(row.original());
        return Stream.of(new Conflict(
                row.copy(),
                copy,
                original,
                original == null ? null : version(row.original(), row.base(), moment),
                original == null ? null : version(row.original(), row.head(), moment),
                row.at(),
                row.by(),
                row.device()));
    }

    private @Nullable FileVersion version(NodeId file, @Nullable Integer number, Moment moment) {
        return number == null ? null : history.find(file, number, moment).orElse(null);
    }

    private static Row row(ResultSet row, int index) throws SQLException {
        UUID by = Columns.uuidOrNull(row, "recorded_by");
        UUID device = Columns.uuidOrNull(row, "device");
        return new Row(
                new NodeId(Columns.uuid(row, "node_id")),
                new NodeId(Columns.uuid(row, "original")),
                row.getObject("base", Integer.class),
                row.getInt("head"),
                Columns.instant(row, "recorded_at"),
                by == null ? null : new AccountId(by),
                device == null ? null : new DeviceId(device));
    }

    private record Row(
            NodeId copy,
            NodeId original,
            @Nullable Integer base,
            int head,
            Instant at,
            @Nullable AccountId by,
            @Nullable DeviceId device) {}
}
