package dev.strata.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.id.SpaceId;
import dev.strata.kernel.node.NodeEvent.FolderCreated;
import dev.strata.kernel.node.NodeEvent.NodeRenamed;
import dev.strata.platform.axon.EventLogSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.common.transaction.Transaction;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.ReplayToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.Serializer;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the projections rest on, and what Axon on this base does not do by itself. */
class AxonFactsTest {
    private final RunningQuerySide side = RunningQuerySide.shared();

    @Test
    void axonWorksInSpringsTransactions() {
        assertThat(side.bean(TransactionManager.class)).isInstanceOf(SpringTransactionManager.class);
    }

    @Test
    void replayTokenCanBeStoredAndReadBack() {
        Serializer serializer = side.bean(Serializer.class);
        TrackingToken replay = ReplayToken.createReplayToken(
                GapAwareTrackingToken.newInstance(7, Set.of(3L)),
                GapAwareTrackingToken.newInstance(2, Set.of()),
                "why");

        SerializedObject<byte[]> stored = serializer.serialize(replay, byte[].class);

        assertThat(serializer.<byte[], TrackingToken>deserialize(stored)).isEqualTo(replay);
    }

    @Test
    void secondStreamOfOneIdIsRefused() {
        NodeId node = NodeId.random();
        append(node, 0);

        assertThat(catchThrowable(() -> append(node, 0))).isInstanceOf(AggregateStreamCreationException.class);
    }

    @Test
    void secondEventOfOneVersionIsAConflict() {
        NodeId node = NodeId.random();
        append(node, 0);
        append(node, 1);

        assertThat(catchThrowable(() -> append(node, 1))).isInstanceOf(ConcurrencyException.class);
    }

    @Test
    @Timeout(30)
    void anEventThatIsCommittedLateIsSeenByThoseWhoHaveReadOn() throws Exception {
        EventLogSource log = side.bean(EventLogSource.class);
        TransactionManager transactions = side.bean(TransactionManager.class);
        NodeId late = NodeId.random();
        NodeId early = NodeId.random();
        TrackingToken start = log.createHeadToken();
        CountDownLatch appended = new CountDownLatch(1);
        CountDownLatch mayCommit = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                BlockingStream<TrackedEventMessage<?>> first = log.openStream(start)) {
            Future<?> slow = threads.submit(() -> {
                Transaction transaction = transactions.startTransaction();
                append(late, 0);
                appended.countDown();
                mayCommit.await();
                transaction.commit();
                return null;
            });
            appended.await();
            append(early, 0);

            assertThat(nodeOf(first.nextAvailable())).isEqualTo(early);
            mayCommit.countDown();
            slow.get();
            assertThat(nodeOf(first.nextAvailable())).isEqualTo(late);
        }
        try (BlockingStream<TrackedEventMessage<?>> second = log.openStream(start)) {
            assertThat(List.of(nodeOf(second.nextAvailable()), nodeOf(second.nextAvailable())))
                    .containsExactlyInAnyOrder(early, late);
            assertThat(second.hasNextAvailable()).isFalse();
        }
    }

    private static NodeId nodeOf(TrackedEventMessage<?> event) {
        return ((FolderCreated) event.getPayload()).nodeId();
    }

    private void append(NodeId node, long sequence) {
        SpaceId space = new SpaceId(AccountId.random().value());
        Object event =
                sequence == 0 ? new FolderCreated(node, space, 1L, null, "") : new NodeRenamed(node, space, "a", "b");
        side.bean(EventStore.class)
                .publish(List.of(new GenericDomainEventMessage<>("Node", node.toString(), sequence, event)));
    }
}
