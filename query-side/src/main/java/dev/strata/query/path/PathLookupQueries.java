package dev.strata.query.path;

import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.node.NodeName;
import dev.strata.query.moment.Moment;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads {@code path_lookup}: walks down from a folder, name by name. What is in the trash is not found. */
@Component
public class PathLookupQueries {
    private final JdbcClient jdbc;

    public PathLookupQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public Optional<NodeId> find(NodeId root, List<String> names, Moment moment) {
        return jdbc.sql("""
                        WITH RECURSIVE way AS (
                            SELECT node_id, 0 AS depth FROM %1$s n WHERE node_id = ? AND NOT trashed
                            UNION ALL
                            SELECT p.node_id, way.depth + 1
                            FROM way, (SELECT CAST(? AS text[]) AS keys) wanted, %1$s p
                            WHERE p.parent_id = way.node_id AND p.name_key = wanted.keys[way.depth + 1] AND NOT p.trashed
                        )
                        SELECT node_id FROM way WHERE depth = ? LIMIT 1
                        """.formatted(moment.places()))
                .params(root.value(), names.stream().map(NodeName::keyOf).toArray(String[]::new), names.size())
                .query(UUID.class)
                .optional()
                .map(NodeId::new);
    }
}
