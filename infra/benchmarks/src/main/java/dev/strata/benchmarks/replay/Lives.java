package dev.strata.benchmarks.replay;

import dev.strata.kernel.account.AccountEvent.AccountOpened;
import dev.strata.kernel.account.AccountEvent.NodeStarred;
import dev.strata.kernel.content.ManifestId;
import dev.strata.kernel.grant.GrantEvent.AccessGranted;
import dev.strata.kernel.grant.GrantEvent.RoleChanged;
import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.GrantId;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.id.SpaceId;
import dev.strata.kernel.node.FileContent;
import dev.strata.kernel.node.NodeEvent.ConflictRecorded;
import dev.strata.kernel.node.NodeEvent.ConflictResolved;
import dev.strata.kernel.node.NodeEvent.FileCreated;
import dev.strata.kernel.node.NodeEvent.FolderCreated;
import dev.strata.kernel.node.NodeEvent.NodeRenamed;
import dev.strata.kernel.node.NodeEvent.NodeTagged;
import dev.strata.kernel.node.NodeEvent.VersionAdded;
import dev.strata.platform.axon.EventMetadata;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;

/**
 * Files with a life of ten events each, something for every projection in it; written by the product's own event store,
 * so that what is personal is encrypted. A hundred lives go on at a time.
 */
final class Lives {
    static final int EVENTS_PER_LIFE = 10;
    private static final int AT_A_TIME = 100;
    private static final int FILES_IN_A_FOLDER = 1_000;

    private final EventStore store;
    private final AccountId owner = AccountId.random();
    private final AccountId friend = AccountId.random();
    private final SpaceId space = SpaceId.random();
    private final NodeId root = NodeId.random();
    private final EventMetadata metadata =
            new EventMetadata(owner, null, "127.0.0.1", "0af7651916cd43dd8448eb211c80319c");
    private final Map<Object, Long> versions = new HashMap<>();
    private NodeId folder = root;
    private long number;
    private long events;

    Lives(EventStore store) {
        this.store = store;
    }

    private record Life(NodeId file, GrantId grant, long number) {
        String name(String suffix) {
            return "file %d%s.txt".formatted(number, suffix);
        }
    }

    /** At least so many events; answers how many. */
    long write(long atLeast) {
        publish(List.of(
                next("Account", owner, new AccountOpened(owner, "anna", null, null, space, root)),
                next("Node", root, new FolderCreated(root, space, number++, null, ""))));
        for (long files = 0; events < atLeast; files += AT_A_TIME) {
            if (files % FILES_IN_A_FOLDER == 0) {
                folder = NodeId.random();
                String name = "folder %d".formatted(files / FILES_IN_A_FOLDER);
                publish(List.of(next("Node", folder, new FolderCreated(folder, space, number++, root, name))));
            }
            publish(lives());
        }
        return events;
    }

    private List<DomainEventMessage<?>> lives() {
        List<Life> lives = new ArrayList<>();
        for (int i = 0; i < AT_A_TIME; i++) {
            lives.add(new Life(NodeId.random(), GrantId.random(), number++));
        }
        List<DomainEventMessage<?>> messages = new ArrayList<>();
        for (int step = 0; step < EVENTS_PER_LIFE; step++) {
            for (Life life : lives) {
                messages.add(event(life, step));
            }
        }
        return messages;
    }

    private DomainEventMessage<?> event(Life life, int step) {
        NodeId file = life.file();
        return switch (step) {
            case 0 ->
                next(
                        "Node",
                        file,
                        new FileCreated(file, space, life.number(), folder, life.name(""), content(life.number())));
            case 1 -> next("Node", file, new NodeRenamed(file, space, life.name(""), life.name(" renamed")));
            case 2 -> next("Node", file, new VersionAdded(file, space, 2, content(life.number() + 1)));
            case 3 -> next("Account", owner, new NodeStarred(owner, file));
            case 4 -> next("Grant", life.grant(), new AccessGranted(life.grant(), file, space, friend, "viewer", null));
            case 5 -> next("Node", file, new NodeTagged(file, space, "tag %d".formatted(life.number() % 100)));
            case 6 -> next("Node", file, new VersionAdded(file, space, 3, content(life.number() + 2)));
            case 7 ->
                next(
                        "Grant",
                        life.grant(),
                        new RoleChanged(life.grant(), file, space, friend, "viewer", "editor", null));
            case 8 -> next("Node", file, new ConflictRecorded(file, space, root, 1, 2));
            case 9 -> next("Node", file, new ConflictResolved(file, space, root, "keep-copy"));
            default -> throw new IllegalArgumentException("a life has no step " + step);
        };
    }

    private static FileContent content(long size) {
        String digest = "%064x".formatted(size);
        return new FileContent(new ManifestId(digest), size, digest, true, "text/plain", null);
    }

    private DomainEventMessage<?> next(String type, Object stream, Object event) {
        long version = versions.merge(stream, 1L, Long::sum);
        return new GenericDomainEventMessage<>(type, stream.toString(), version - 1, event)
                .withMetaData(metadata.asMap());
    }

    private void publish(List<DomainEventMessage<?>> messages) {
        store.publish(messages);
        events += messages.size();
    }
}
