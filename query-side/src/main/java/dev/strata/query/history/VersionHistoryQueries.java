package dev.strata.query.history;

import dev.strata.kernel.content.ManifestId;
import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.DeviceId;
import dev.strata.kernel.id.NodeId;
import dev.strata.query.moment.Moment;
import dev.strata.query.page.Cursor;
import dev.strata.query.page.Page;
import dev.strata.query.page.PageRequest;
import dev.strata.query.projection.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads {@code version_history}, newest first. Asks nobody whether the reader may. */
@Component
public class VersionHistoryQueries {
    private static final String LIST = "versions";

    private final JdbcClient jdbc;

    public VersionHistoryQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public Page<FileVersion> list(NodeId file, Moment moment, PageRequest request) {
        Cursor after = request.after(LIST, 1);
        List<FileVersion> rows = jdbc.sql(
                        "SELECT * FROM query.version_history v WHERE node_id = ? AND number < ? AND %s ORDER BY number DESC LIMIT ?"
                                .formatted(moment.holds("v")))
                .params(file.value(), after == null ? Long.MAX_VALUE : after.number(0), request.rows())
                .query(VersionHistoryQueries::version)
                .list();
        return Page.of(rows, request, last -> Cursor.of(LIST, last.number()));
    }

    public Optional<FileVersion> find(NodeId file, int number, Moment moment) {
        return jdbc.sql("SELECT * FROM query.version_history v WHERE node_id = ? AND number = ? AND "
                        + moment.holds("v"))
                .params(file.value(), number)
                .query(VersionHistoryQueries::version)
                .optional();
    }

    /**
     * The same for many files, with one query.
     *
     * @param numbers of the versions, by file
     */
    public Map<NodeId, FileVersion> find(Map<NodeId, Integer> numbers, Moment moment) {
        Map<NodeId, FileVersion> found = new HashMap<>();
        jdbc.sql("""
                        SELECT v.* FROM unnest(CAST(? AS uuid[]), CAST(? AS int[])) AS wanted (node_id, number)
                        JOIN query.version_history v ON v.node_id = wanted.node_id AND v.number = wanted.number
                        WHERE %s""".formatted(moment.holds("v")))
                .params(
                        numbers.keySet().stream().map(NodeId::value).toArray(UUID[]::new),
                        numbers.values().toArray(Integer[]::new))
                .query(row -> {
                    found.put(new NodeId(Columns.uuid(row, "node_id")), version(row, 0));
                });
        return found;
    }

    private static FileVersion version(ResultSet row, int index) throws SQLException {
        UUID by = Columns.uuidOrNull(row, "made_by");
        UUID device = Columns.uuidOrNull(row, "device");
        return new FileVersion(
                row.getInt("number"),
                ManifestId.of(row.getString("manifest_id")),
                row.getLong("size"),
                row.getString("sha256"),
                row.getBoolean("sha256_verified"),
                row.getString("media_type"),
                Columns.instant(row, "created_at"),
                Columns.instantOrNull(row, "modified_at"),
                by == null ? null : new AccountId(by),
                device == null ? null : new DeviceId(device),
                row.getObject("restored_from", Integer.class));
    }
}
