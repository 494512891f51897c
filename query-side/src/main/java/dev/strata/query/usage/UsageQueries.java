package dev.strata.query.usage;

import dev.strata.kernel.grant.Role;
import dev.strata.kernel.id.NodeId;
import dev.strata.query.listing.Node;
import dev.strata.query.moment.Moment;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Adds up what is in a tree. */
@Component
public class UsageQueries {
    private static final String COLUMNS = "n.node_id, n.parent_id, n.kind, n.size, n.content_version";

    /** A whole space needs no walk, but for what is in its trash. */
    private static final String SPACE = """
            WITH RECURSIVE gone AS (
                SELECT t.node_id FROM %2$s t WHERE t.space_id = :space AND t.trashed
                UNION
                SELECT c.node_id FROM gone JOIN %2$s c ON c.parent_id = gone.node_id),
            below AS (
                SELECT %1$s, n.node_id IN (SELECT node_id FROM gone) AS gone FROM %3$s n WHERE n.space_id = :space)""";

    private static final String TREE = """
            WITH RECURSIVE below AS (
                SELECT %1$s, false AS gone FROM %3$s n WHERE n.node_id = :node
                UNION ALL
                SELECT %1$s, below.gone OR n.trashed FROM below JOIN %3$s n ON n.parent_id = below.node_id)""";

    private final JdbcClient jdbc;

    public UsageQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Of a node as somebody sees it at the same moment. */
    public Usage of(Node node, Moment moment) {
        String below = (node.parentId() == null ? SPACE : TREE).formatted(COLUMNS, moment.places(), moment.nodes());
        return jdbc.sql(below + sums(moment))
                .param("node", node.id().value())
                .param("space", node.spaceId().value())
                .query((row, _) -> usage(node.id(), node.role() == Role.OWNER, row))
                .single();
    }

    private static String sums(Moment moment) {
        return """
            SELECT coalesce(sum(size) FILTER (WHERE NOT gone AND (parent_id = :node OR node_id = :node)), 0) AS own,
                coalesce(sum(size) FILTER (WHERE NOT gone), 0) AS subtree,
                coalesce(sum(size) FILTER (WHERE gone), 0) AS gone,
                count(*) FILTER (WHERE NOT gone AND kind = 'file') AS files,
                count(*) FILTER (WHERE NOT gone AND kind = 'folder' AND node_id <> :node) AS folders,
                older.*
              FROM below, (
                SELECT coalesce(sum(v.size) FILTER (WHERE NOT b.gone), 0) AS versions,
                    coalesce(sum(v.size) FILTER (WHERE b.gone), 0) AS gone_versions
                  FROM below b JOIN query.version_history v ON v.node_id = b.node_id
                 WHERE v.number <> b.content_version AND %s) older
             GROUP BY older.versions, older.gone_versions""".formatted(moment.holds("v"));
    }

    private static Usage usage(NodeId nodeId, boolean owner, ResultSet row) throws SQLException {
        return new Usage(
                nodeId,
                row.getLong("own"),
                row.getLong("subtree"),
                row.getLong("versions"),
                owner ? row.getLong("gone") + row.getLong("gone_versions") : 0,
                row.getLong("files"),
                row.getLong("folders"));
    }
}
