package dev.strata.sync.feed;

import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.id.SpaceId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Keeps {@code sync.share} and {@code sync.departure}: how far the feed of what is in a shared node has come, and what has
 * left it. The records are those of the space; a reader of a share is shown the ones that are in it.
 */
@Component
class Shares {
    /** The node, and every folder above it. */
    private static final String UP = """
            WITH RECURSIVE up AS (
                SELECT CAST(:node AS uuid) AS node_id WHERE EXISTS (SELECT FROM sync.share WHERE space_id = :space)
                UNION
                SELECT r.parent_id FROM up JOIN sync.record r ON r.space_id = :space AND r.node_id = up.node_id
                WHERE r.parent_id IS NOT NULL)
            """;

    /** So many nodes of a folder are looked up one by one rather than in another way. */
    static final int FEW_NODES = 2_000;

    /** For each share of the space, its node and every folder above it. */
    private static final String UP_FROM_SHARES = """
            WITH RECURSIVE up AS (
                SELECT root_id, root_id AS node_id FROM sync.share WHERE space_id = :space
                UNION
                SELECT up.root_id, above.parent_id
                FROM up CROSS JOIN LATERAL (
                    SELECT r.parent_id FROM sync.record r
                    WHERE r.space_id = :space AND r.node_id = up.node_id LIMIT 1) above
                WHERE above.parent_id IS NOT NULL AND up.node_id <> :node)
            """;

    private final JdbcClient jdbc;
    private final HeadWatch watch;

    Shares(JdbcClient jdbc, HeadWatch watch) {
        this.jdbc = jdbc;
        this.watch = watch;
    }

    /**
     * From now on there is a feed of what is in this node.
     *
     * @param hidden whether it cannot be seen now: who has seen it in another share is told
     */
    void open(SpaceId space, NodeId root, boolean hidden, long seq, OffsetDateTime time) {
        int opened = jdbc.sql("INSERT INTO sync.share (root_id, space_id, seq) VALUES (?, ?, ?) ON CONFLICT DO NOTHING")
                .params(root.value(), space.value(), seq)
                .update();
        if (opened == 1 && hidden) {
            left(space, List.of(root.value()), root.value(), seq, time);
        }
    }

    /** The shares that the node is in. */
    Set<UUID> around(SpaceId space, UUID node) {
        return new TreeSet<>(jdbc.sql(UP + "SELECT root_id FROM sync.share JOIN up ON up.node_id = root_id")
                .param("space", space.value())
                .param("node", node)
                .query(Shares::root)
                .list());
    }

    /** Something has happened to the node: the shares that it is in have something new. */
    void moved(SpaceId space, UUID node, long seq) {
        announce(jdbc.sql(UP + """
                UPDATE sync.share s SET seq = :seq FROM up WHERE s.root_id = up.node_id AND s.seq < :seq RETURNING s.root_id
                """)
                .param("space", space.value())
                .param("node", node)
                .param("seq", seq)
                .query(Shares::root)
                .list());
    }

    /** What is below the node has new numbers, up to this one: so have the shares in it. */
    void movedBelow(SpaceId space, UUID node, long seq) {
        raise(within(space, node), seq);
    }

    /** The shares that are in the node. */
    private List<UUID> within(SpaceId space, UUID node) {
        boolean shared = jdbc.sql("SELECT EXISTS (SELECT FROM sync.share WHERE space_id = ?)")
                .param(space.value())
                .query(Boolean.class)
                .single();
        return shared
                ? nodesIn(space.value(), node, FEW_NODES)
                        .map(this::among)
                        .orElseGet(() -> jdbc.sql(UP_FROM_SHARES
                                        + "SELECT root_id FROM up WHERE node_id = :node ORDER BY root_id")
                                .param("space", space.value())
                                .param("node", node)
                                .query(Shares::root)
                                .list())
                : List.of();
    }

    private List<UUID> among(UUID[] nodes) {
        return jdbc.sql("SELECT root_id FROM sync.share WHERE root_id = ANY (:nodes) ORDER BY root_id")
                .param("nodes", nodes)
                .query(Shares::root)
                .list();
    }

    private void raise(Collection<UUID> roots, long seq) {
        jdbc.sql("UPDATE sync.share SET seq = :seq WHERE root_id = ANY (:roots) AND seq < :seq")
                .param("seq", seq)
                .param("roots", roots.toArray(UUID[]::new))
                .update();
        announce(roots);
    }

    /**
     * A folder has left these shares with what is in it, all of which departs, each under a number of its own: a reader who
     * has been away may know some of that at other places, and the folder may come back without it. What is deleted departs
     * too, for whoever has not heard of that. Answers how many numbers were taken after {@code seq}.
     */
    int leftWithWhatIsIn(SpaceId space, Collection<UUID> roots, UUID folder, long seq, OffsetDateTime time) {
        left(space, roots, folder, seq, time);
        int departures = jdbc.sql("""
                WITH RECURSIVE below AS (
                    SELECT CAST(:folder AS uuid) AS node_id
                    UNION ALL
                    SELECT child.node_id FROM below CROSS JOIN LATERAL (
                        SELECT r.node_id FROM sync.record r
                        WHERE r.space_id = :space AND r.parent_id = below.node_id OFFSET 0) child),
                ranked AS (
                    SELECT node_id, :seq + row_number() OVER (ORDER BY node_id) AS seq FROM below
                    WHERE node_id <> :folder)
                INSERT INTO sync.departure (root_id, node_id, space_id, seq, left_at)
                SELECT root, ranked.node_id, :space, ranked.seq, :time FROM unnest(CAST(:roots AS uuid[])) root, ranked
                ON CONFLICT (root_id, node_id) DO UPDATE SET seq = excluded.seq, left_at = excluded.left_at
                """)
                .param("folder", folder)
                .param("space", space.value())
                .param("roots", roots.toArray(UUID[]::new))
                .param("seq", seq)
                .param("time", time)
                .update();
        int numbers = departures / roots.size();
        raise(roots, seq + numbers);
        return numbers;
    }

    /** The node has left these shares. */
    void left(SpaceId space, Collection<UUID> roots, UUID node, long seq, OffsetDateTime time) {
        if (roots.isEmpty()) {
            return;
        }
        jdbc.sql("""
                INSERT INTO sync.departure (root_id, node_id, space_id, seq, left_at)
                SELECT root, :node, :space, :seq, :time FROM unnest(CAST(:roots AS uuid[])) root
                ON CONFLICT (root_id, node_id) DO UPDATE SET seq = excluded.seq, left_at = excluded.left_at
                """)
                .param("roots", roots.toArray(UUID[]::new))
                .param("node", node)
                .param("space", space.value())
                .param("seq", seq)
                .param("time", time)
                .update();
        raise(roots, seq);
    }

    /** The node is not to be seen any more, so neither are the shares in it. */
    void hidden(SpaceId space, UUID node, long seq, OffsetDateTime time) {
        within(space, node).forEach(root -> left(space, List.of(root), root, seq, time));
    }

    private static UUID root(ResultSet row, int index) throws SQLException {
        return row.getObject("root_id", UUID.class);
    }

    private void announce(Collection<UUID> roots) {
        roots.forEach(watch::touchedAfterCommit);
    }

    /**
     * A row of the space that a reader of a share came by.
     *
     * @param seq its number, which for what has left is older than that of its record
     * @param change null if it is not for that reader
     */
    record Passed(long seq, @Nullable Change change) {}

    /** In which these shares are. */
    Set<UUID> spaces(Set<UUID> roots) {
        return new TreeSet<>(jdbc.sql("SELECT DISTINCT space_id FROM sync.share WHERE root_id = ANY (?)")
                .param(roots.toArray(UUID[]::new))
                .query((row, _) -> row.getObject(1, UUID.class))
                .list());
    }

    /** What is in a share, or empty if that is much: then it is quicker to go by the numbers of the space. */
    Optional<UUID[]> fewIn(FeedHeads.Mount mount) {
        return nodesIn(mount.space(), mount.root(), FEW_NODES);
    }

    private Optional<UUID[]> nodesIn(UUID space, UUID node, int most) {
        List<UUID> nodes = jdbc.sql("""
                WITH RECURSIVE below AS (
                    SELECT CAST(:root AS uuid) AS root_id
                    UNION ALL
                    SELECT child.node_id FROM below CROSS JOIN LATERAL (
                        SELECT r.node_id FROM sync.record r
                        WHERE r.space_id = :space AND r.parent_id = below.root_id OFFSET 0) child)
                SELECT root_id FROM below LIMIT :more
                """)
                .param("space", space)
                .param("root", node)
                .param("more", most + 1)
                .query(Shares::root)
                .list();
        return nodes.size() > most ? Optional.empty() : Optional.of(nodes.toArray(UUID[]::new));
    }

    /**
     * What comes after a number in a share.
     *
     * @param roots all that the reader has of this space: what has moved to another of them has not left
     * @param nodes what to go by; null for the whole space
     * @param limit of rows to go by, not of changes
     */
    List<Passed> after(FeedHeads.Mount mount, UUID[] roots, UUID @Nullable [] nodes, long seq, int limit) {
        return jdbc.sql("""
                WITH RECURSIVE page AS MATERIALIZED (
                    SELECT * FROM (
                        (SELECT seq, node_id, false AS departed FROM sync.record
                         WHERE space_id = :space AND seq > :after AND seq <= :head %s ORDER BY seq LIMIT :limit)
                        UNION ALL
                        (SELECT seq, node_id, true FROM sync.departure
                         WHERE root_id = :root AND seq > :after ORDER BY seq LIMIT :limit)) passed
                    ORDER BY seq, departed DESC LIMIT :limit),
                up AS (
                    SELECT DISTINCT r.parent_id AS folder, a.node_id, a.parent_id, a.trashed OR a.deleted AS gone
                    FROM page p
                    JOIN sync.record r ON r.space_id = :space AND r.node_id = p.node_id
                    JOIN sync.record a ON a.space_id = :space AND a.node_id = r.parent_id
                    UNION
                    SELECT up.folder, above.*
                    FROM up CROSS JOIN LATERAL (
                        SELECT a.node_id, a.parent_id, a.trashed OR a.deleted
                        FROM sync.record a WHERE a.space_id = :space AND a.node_id = up.parent_id LIMIT 1) above),
                way AS (
                    SELECT folder, bool_or(node_id = :root) AS inside, bool_or(node_id = ANY (:roots)) AS known,
                        bool_or(gone) AS hidden
                    FROM up GROUP BY folder)
                SELECT p.seq AS passed_seq, p.departed, n.* FROM page p, LATERAL (
                    SELECT r.*, coalesce(w.known, false) AS parent_known,
                        coalesce(w.known, false) OR r.node_id = ANY (:roots) AS known,
                        coalesce(w.inside, false) OR r.node_id = :root AS inside,
                        coalesce(w.hidden, false) OR r.trashed OR r.deleted AS gone
                    FROM sync.record r LEFT JOIN way w ON w.folder = r.parent_id
                    WHERE r.space_id = :space AND r.node_id = p.node_id) n
                ORDER BY p.seq, p.departed DESC
                """.formatted(nodes == null ? "" : "AND node_id = ANY (:nodes)"))
                .param("space", mount.space())
                .param("root", mount.root())
                .param("roots", roots)
                .param("nodes", nodes)
                .param("after", seq)
                .param("head", mount.seq())
                .param("limit", limit)
                .query(Shares::passed)
                .list();
    }

    /** What cannot be seen is gone, for who may have seen it; when it can be seen again it has a new number. */
    private static Passed passed(ResultSet row, int index) throws SQLException {
        long seq = row.getLong("passed_seq");
        boolean departed = row.getBoolean("departed");
        boolean gone = row.getBoolean("gone");
        boolean elsewhere = departed && row.getBoolean("known") && !gone;
        if (elsewhere || !(departed || row.getBoolean("inside"))) {
            return new Passed(seq, null);
        }
        Change.OfNode node = ChangeRows.node(row);
        if (departed || gone) {
            return new Passed(seq, node.goneAt(seq));
        }
        return new Passed(seq, row.getBoolean("parent_known") ? node : node.withoutParent());
    }

    void erase(SpaceId space) {
        jdbc.sql("DELETE FROM sync.departure WHERE space_id = ?")
                .param(space.value())
                .update();
        jdbc.sql("DELETE FROM sync.share WHERE space_id = ?")
                .param(space.value())
                .update();
    }

    void clear() {
        jdbc.sql("DELETE FROM sync.departure").update();
        jdbc.sql("DELETE FROM sync.share").update();
    }
}
