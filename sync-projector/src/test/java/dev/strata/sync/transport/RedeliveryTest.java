package dev.strata.sync.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.kernel.id.CommentId;
import dev.strata.kernel.id.GrantId;
import dev.strata.kernel.id.NodeId;
import dev.strata.sync.Home;
import dev.strata.sync.SyncServer;
import dev.strata.sync.feed.Tombstones;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.junit.jupiter.api.Test;

/** A transport may deliver twice; nothing may come of it. */
class RedeliveryTest {
    private final SyncServer server = SyncServer.shared();
    private final Home home = server.newHome();
    private final Home guest = server.newHome();

    private List<String> tables() {
        List<String> rows = new ArrayList<>();
        for (String table : List.of(
                "space",
                "record",
                "node_grant",
                "share",
                "departure",
                "device",
                "person",
                "commenter",
                "notification")) {
            rows.addAll(server.sql()
                    .sql("SELECT t::text FROM sync.%s t ORDER BY 1".formatted(table))
                    .query(String.class)
                    .list());
        }
        return rows;
    }

    @Test
    void theSameEventsAgainChangeNothing() {
        home.register("laptop");
        NodeId folder = home.folder(home.root, "folder");
        NodeId file = home.file(folder, "file", 1);
        home.upload(file, 2, 3);
        GrantId grant = home.share(folder, guest.account, "viewer");
        home.changeRole(grant, folder, guest.account, "editor");
        home.trash(folder);
        home.untrash(folder, home.root, "folder");
        home.unshare(grant, folder, guest.account);
        home.share(folder, guest.account, "viewer");
        CommentId comment = guest.comment(folder, home.space, List.of());
        guest.editComment(comment, folder, home.space, List.of(home.account));
        home.trash(folder);
        home.purge(folder);
        server.settle();
        List<String> before = tables();

        deliverAgain();

        assertThat(tables()).isEqualTo(before);
    }

    @Test
    void nothingThatIsForgottenComesBack() {
        NodeId folder = home.folder(home.root, "folder");
        home.share(folder, guest.account, "viewer");
        NodeId file = home.file(folder, "file", 1);
        home.trash(folder);
        home.purge(folder);
        home.upload(file, 2, 3);
        server.settle();
        server.bean(Tombstones.class).forgetBefore(Instant.parse("2100-01-01T00:00:00Z"));
        List<String> before = tables();

        deliverAgain();

        assertThat(tables()).isEqualTo(before);
    }

    private void deliverAgain() {
        EventStoreTransport transport = server.bean(EventStoreTransport.class);
        server.bean(EventStorageEngine.class)
                .readEvents(null, false)
                .forEach(message -> server.bean(TransactionManager.class)
                        .executeInTransaction(() -> transport.on((DomainEventMessage<?>) message)));
    }
}
