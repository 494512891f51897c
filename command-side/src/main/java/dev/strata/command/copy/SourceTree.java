package dev.strata.command.copy;

import dev.strata.command.CommandRefused;
import dev.strata.command.log.Streams;
import dev.strata.command.node.domain.NodeRefusal;
import dev.strata.command.node.domain.NodeState.Node;
import dev.strata.command.tree.OutrunException;
import dev.strata.kernel.id.NodeId;
import dev.strata.platform.web.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the tree that is to be copied: parents before children, without what is in the trash. */
@Component
class SourceTree {
    private static final int PAGE = 1_000;

    private final JdbcClient jdbc;
    private final Streams streams;
    private final int nodesMax;

    SourceTree(JdbcClient jdbc, Streams streams, @Value("${strata.limits.copy-nodes:10000}") int nodesMax) {
        this.jdbc = jdbc;
        this.streams = streams;
        this.nodesMax = nodesMax;
    }

    /** @param depth below the node that is copied */
    @SuppressWarnings("MissingSummary")
    record Source(Node node, int depth) {}

    private record Row(NodeId nodeId, long version, int depth) {}

    List<Source> read(NodeId top) {
        List<Row> rows = jdbc.sql("""
                        WITH RECURSIVE below AS (
                            SELECT node_id, version, 0 AS depth FROM command.node WHERE node_id = ?
                            UNION ALL
                            SELECT n.node_id, n.version, below.depth + 1
                              FROM below JOIN command.node n ON n.parent_id = below.node_id AND n.name_key IS NOT NULL)
                        SELECT node_id, version, depth FROM below LIMIT ?""")
                .params(top.value(), nodesMax + 1)
                .query((row, _) -> new Row(
                        new NodeId(row.getObject("node_id", UUID.class)), row.getLong("version"), row.getInt("depth")))
                .list();
        if (rows.size() > nodesMax) {
            throw new CommandRefused(NodeRefusal.TOO_MANY_NODES, Map.of("limit", nodesMax));
        }
        List<Source> sources = new ArrayList<>();
        for (int from = 0; from < rows.size(); from += PAGE) {
            List<Row> page = rows.subList(from, Math.min(from + PAGE, rows.size()));
            Map<NodeId, Node> nodes =
                    streams.nodes(page.stream().map(Row::nodeId).toList());
            page.forEach(row -> sources.add(new Source(known(nodes, row), row.depth())));
        }
        return sources;
    }

    /** The rows show what this transaction has done, the streams do not: they show what others have done since. */
    private static Node known(Map<NodeId, Node> nodes, Row row) {
        Node node = nodes.get(row.nodeId());
        if (node != null && node.version() > row.version()) {
            throw new OutrunException();
        }
        if (node == null || node.version() != row.version()) {
            throw new ProblemException(
                    HttpStatus.CONFLICT,
                    "changed-in-batch",
                    "The same batch has changed what is to be copied. Copy it in a request of its own.");
        }
        return node;
    }
}
