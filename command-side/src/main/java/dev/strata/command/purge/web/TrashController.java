package dev.strata.command.purge.web;

import dev.strata.command.CommandRefused;
import dev.strata.command.identity.Profiles;
import dev.strata.command.node.domain.NodeCommand.PurgeNode;
import dev.strata.command.node.domain.NodeRefusal;
import dev.strata.command.purge.Purge;
import dev.strata.command.purge.Purges;
import dev.strata.command.transaction.CommandTransaction;
import dev.strata.command.transaction.CommandTransaction.Dispatch;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.id.SpaceId;
import dev.strata.platform.web.Caller;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Empties the trash of the caller's home space, and tells how far purges have come. */
@RestController
class TrashController {
    private static final int NODES_PER_TRANSACTION = 1_000;
    private static final String REQUESTED = "requested";

    private final CommandTransaction transaction;
    private final Profiles profiles;
    private final Purges purges;
    private final JdbcClient jdbc;

    TrashController(CommandTransaction transaction, Profiles profiles, Purges purges, JdbcClient jdbc) {
        this.transaction = transaction;
        this.profiles = profiles;
        this.purges = purges;
        this.jdbc = jdbc;
    }

    /** @param held what a legal hold has kept in the trash */
    @SuppressWarnings("MissingSummary")
    record EmptiedTrash(int purged, List<NodeId> held) {}

    record PurgeList(List<Purge> items) {}

    @GetMapping("/v1/purges")
    PurgeList purges(Caller caller) {
        return new PurgeList(purges.list(home(caller)));
    }

    @DeleteMapping("/v1/trash")
    @ResponseStatus(HttpStatus.ACCEPTED)
    EmptiedTrash empty(Caller caller) {
        SpaceId home = home(caller);
        EmptiedTrash all = new EmptiedTrash(0, new ArrayList<>());
        UUID after = new UUID(0, 0);
        List<UUID> page = trashed(home, after);
        while (!page.isEmpty()) {
            List<UUID> nodes = page;
            EmptiedTrash some = transaction.run(caller.metadata(), dispatch -> purge(dispatch, caller, nodes));
            all.held().addAll(some.held());
            all = new EmptiedTrash(all.purged() + some.purged(), all.held());
            page = trashed(home, page.getLast());
        }
        return all;
    }

    private SpaceId home(Caller caller) {
        return profiles.of(caller.account()).homeSpaceId();
    }

    private List<UUID> trashed(SpaceId space, UUID after) {
        return jdbc.sql("""
                        SELECT node_id FROM command.node
                         WHERE space_id = ? AND trashed_at IS NOT NULL AND NOT purged AND node_id > ?
                         ORDER BY node_id LIMIT ?""")
                .params(space.value(), after, NODES_PER_TRANSACTION)
                .query((row, _) -> row.getObject("node_id", UUID.class))
                .list();
    }

    /** What lay in a folder that is purged by now is gone with it. */
    private static EmptiedTrash purge(Dispatch dispatch, Caller caller, List<UUID> nodes) {
        int purged = 0;
        List<NodeId> held = new ArrayList<>();
        for (UUID node : nodes) {
            try {
                dispatch.send(new PurgeNode(new NodeId(node), caller.account(), REQUESTED, null));
                purged++;
            } catch (CommandRefused refused) {
                if (refused.refusal() == NodeRefusal.LEGAL_HOLD) {
                    held.add(new NodeId(node));
                } else if (refused.refusal() != NodeRefusal.NODE_NOT_FOUND
                        && refused.refusal() != NodeRefusal.NODE_NOT_TRASHED) {
                    throw refused;
                }
            }
        }
        return new EmptiedTrash(purged, held);
    }
}
