package dev.strata.query.audit;

import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.DeviceId;
import dev.strata.kernel.id.LinkId;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.id.SpaceId;
import dev.strata.query.audit.ListAudit.Scope;
import dev.strata.query.page.Cursor;
import dev.strata.query.page.Page;
import dev.strata.query.projection.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads {@code audit_trail}, newest first. */
@Component
public class AuditTrailQueries {
    private static final String LIST = "audit";

    private final JdbcClient jdbc;

    public AuditTrailQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public Page<ListAudit.Entry> list(ListAudit question) {
        Cursor after = question.page().after(LIST, 1);
        AuditConditions conditions = AuditConditions.of(question);
        if (after != null) {
            conditions.add("position < ?", after.number(0));
        }
        return Page.of(
                jdbc.sql("SELECT * FROM query.audit_trail WHERE %s ORDER BY position DESC LIMIT %d"
                                .formatted(conditions.sql(), question.page().rows()))
                        .params(conditions.parameters())
                        .query(AuditTrailQueries::entry)
                        .list(),
                question.page(),
                last -> Cursor.of(LIST, last.position()));
    }

    /** Whether anything is known of a node, be it purged, that the reader may know of. */
    public boolean knows(NodeId nodeId, Scope.Own own) {
        return jdbc.sql("""
                        SELECT EXISTS (SELECT FROM query.audit_trail
                            WHERE node_id = ? AND (actor = ? OR space_id = ?))
                        """)
                .params(nodeId.value(), own.account().value(), own.space().value())
                .query(Boolean.class)
                .single();
    }

    private static ListAudit.Entry entry(ResultSet row, int index) throws SQLException {
        UUID actor = Columns.uuidOrNull(row, "actor");
        UUID device = Columns.uuidOrNull(row, "device");
        UUID space = Columns.uuidOrNull(row, "space_id");
        UUID link = Columns.uuidOrNull(row, "link");
        return new ListAudit.Entry(
                row.getLong("position"),
                row.getString("event_id"),
                Columns.instant(row, "at"),
                row.getString("type"),
                actor == null ? null : new AccountId(actor),
                device == null ? null : new DeviceId(device),
                row.getString("address"),
                Columns.nodeIdOrNull(row, "node_id"),
                space == null ? null : new SpaceId(space),
                row.getLong("version"),
                row.getString("trace"),
                link == null ? null : new LinkId(link),
                row.getString("detail"));
    }
}
