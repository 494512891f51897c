package dev.strata.query.reach;

import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.id.SpaceId;
import dev.strata.query.access.Grants;
import dev.strata.query.listing.Node;
import dev.strata.query.moment.Moment;
import dev.strata.query.projection.Columns;
import dev.strata.query.sharing.Home;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds out where to look for what somebody may read. */
@Component
public class Reaches {
    private final JdbcClient jdbc;
    private final Trees trees;

    public Reaches(JdbcClient jdbc, Trees trees) {
        this.jdbc = jdbc;
        this.trees = trees;
    }

    private record Granted(NodeId nodeId, SpaceId spaceId) {}

    /** The account's own space, and what others have granted it. */
    public Reach of(AccountId account, Home home, Moment moment) {
        List<Granted> grants = jdbc.sql("""
                        SELECT DISTINCT g.node_id, g.space_id FROM query.sharing_grant g
                         WHERE g.grantee = ANY (%2$s) AND g.space_id <> :home AND %1$s""".formatted(Grants.hold(moment), Grants.grantees(moment)))
                .param("account", account.value())
                .param("home", home.spaceId().value())
                .param("now", Columns.utc(moment.instant()))
                .query((row, _) -> new Granted(
                        new NodeId(Columns.uuid(row, "node_id")), new SpaceId(Columns.uuid(row, "space_id"))))
                .list();
        List<NodeId> tops = grants.stream().map(Granted::nodeId).toList();
        if (tops.isEmpty() || trees.areSmall(tops, moment)) {
            return new Reach(List.of(home.spaceId()), tops);
        }
        Stream<SpaceId> others = grants.stream().map(Granted::spaceId);
        return new Reach(
                Stream.concat(Stream.of(home.spaceId()), others).distinct().toList(), List.of());
    }

    /** A folder: its whole space if much is in it. */
    public Reach of(Node folder, Moment moment) {
        return folder.parentId() != null && trees.areSmall(List.of(folder.id()), moment)
                ? new Reach(List.of(), List.of(folder.id()))
                : new Reach(List.of(folder.spaceId()), List.of());
    }
}
