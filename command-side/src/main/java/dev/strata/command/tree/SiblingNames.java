package dev.strata.command.tree;

import dev.strata.command.CommandRefused;
import dev.strata.command.node.domain.NodeRefusal;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.id.SpaceId;
import dev.strata.kernel.node.NodeName;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Looks names up in folders, as of this transaction. */
@Component
public class SiblingNames {
    private static final int ATTEMPTS = 1_000;

    private final JdbcClient jdbc;
    private final NewNodes newNodes;

    SiblingNames(JdbcClient jdbc, NewNodes newNodes) {
        this.jdbc = jdbc;
        this.newNodes = newNodes;
    }

    /** A node that a folder holds under a name. */
    public record Sibling(NodeId nodeId, SpaceId spaceId, boolean folder, long version) {}

    /** The node of this name in the folder, whatever case the name is in. */
    public Optional<Sibling> find(NodeId parent, NodeName name) {
        newNodes.flush();
        return jdbc.sql("""
                        SELECT node_id, space_id, kind = 'folder' AS folder, version
                          FROM command.node WHERE parent_id = ? AND name_key = ?""")
                .params(parent.value(), name.key())
                .query((row, _) -> new Sibling(
                        new NodeId(row.getObject("node_id", UUID.class)),
                        new SpaceId(row.getObject("space_id", UUID.class)),
                        row.getBoolean("folder"),
                        row.getLong("version")))
                .optional();
    }

    /** The name itself if it is free, else the first free one of {@code name (2).ext}, {@code name (3).ext} and so on. */
    public NodeName free(NodeId parent, NodeName wanted) {
        if (find(parent, wanted).isEmpty()) {
            return wanted;
        }
        Set<String> taken = new HashSet<>(
                jdbc.sql("SELECT name_key FROM command.node WHERE parent_id = ? AND starts_with(name_key, ?)")
                        .params(parent.value(), NodeName.keyOf(stem(wanted)))
                        .query(String.class)
                        .list());
        for (int number = 2; number < ATTEMPTS; number++) {
            NodeName candidate = withSuffix(wanted, " (" + number + ")");
            if (!taken.contains(candidate.key())) {
                return candidate;
            }
        }
        throw new IllegalStateException("a thousand nodes have one name in the folder " + parent);
    }

    /** Does something that takes the name, or the first free one beside it; whoever is outrun is run again. */
    public <T> T takeFree(NodeId parent, NodeName wanted, Function<NodeName, T> use) {
        try {
            return use.apply(free(parent, wanted));
        } catch (CommandRefused refused) {
            throw refused.refusal() == NodeRefusal.NAME_TAKEN ? new OutrunException(refused) : refused;
        }
    }

    /** Puts the suffix before the extension; shortens the stem so that the name still fits. */
    public static NodeName withSuffix(NodeName name, String suffix) {
        String stem = stem(name);
        String extension = name.value().substring(stem.length());
        while (true) {
            String candidate = stem + suffix + extension;
            if (candidate.getBytes(java.nio.charset.StandardCharsets.UTF_8).length <= NodeName.BYTES_MAX) {
                return new NodeName(candidate);
            }
            stem = stem.substring(0, stem.offsetByCodePoints(stem.length(), -1));
        }
    }

    private static String stem(NodeName name) {
        int dot = name.value().lastIndexOf('.');
        return dot <= 0 || name.value().length() - dot > 16
                ? name.value()
                : name.value().substring(0, dot);
    }
}
