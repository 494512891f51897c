package dev.strata.query.reach;

import dev.strata.kernel.id.NodeId;
import dev.strata.query.moment.Moment;
import dev.strata.query.projection.Columns;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads what is below what. */
@Component
public class Trees {
    /** To look at so many nodes one by one takes no longer than to find a word among a million. */
    private static final int SMALL = 5_000;

    private final JdbcClient jdbc;

    public Trees(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The condition that a node is one of these or below them, and no folder in between is in the trash. */
    static String isBelow(String node, Collection<NodeId> tops, Moment moment) {
        return "%s IN (%s SELECT node_id FROM below)".formatted(node, below(tops, moment));
    }

    private static String below(Collection<NodeId> tops, Moment moment) {
        return """
                WITH RECURSIVE below AS (
                    SELECT t.node_id FROM %1$s t WHERE t.node_id = ANY ('{%2$s}') AND NOT t.trashed
                    UNION
                    SELECT c.node_id FROM below JOIN %1$s c ON c.parent_id = below.node_id WHERE NOT c.trashed)
                """.formatted(
                        moment.places(), tops.stream().map(NodeId::toString).collect(Collectors.joining(",")));
    }

    boolean areSmall(Collection<NodeId> tops, Moment moment) {
        return jdbc.sql("%s SELECT count(*) FROM (SELECT FROM below LIMIT %d) first"
                                .formatted(below(tops, moment), SMALL + 1))
                        .query(Integer.class)
                        .single()
                <= SMALL;
    }

    /** Those of the nodes that are below a folder. */
    public Set<NodeId> below(NodeId folder, Collection<NodeId> nodes, Moment moment) {
        return Set.copyOf(jdbc.sql("""
                        WITH RECURSIVE up AS (
                            SELECT n.node_id AS start, n.parent_id FROM %1$s n
                             WHERE n.node_id = ANY (CAST(:nodes AS uuid[]))
                            UNION ALL
                            SELECT up.start, p.parent_id FROM up JOIN %1$s p ON p.node_id = up.parent_id
                             WHERE up.parent_id <> :folder)
                        SELECT start FROM up WHERE parent_id = :folder""".formatted(moment.places()))
                .param("nodes", nodes.stream().map(NodeId::toString).toArray(String[]::new))
                .param("folder", folder.value())
                .query((row, _) -> new NodeId(Columns.uuid(row, "start")))
                .list());
    }
}
