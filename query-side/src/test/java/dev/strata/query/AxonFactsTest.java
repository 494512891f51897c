package dev.strata.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.id.SpaceId;
import dev.strata.kernel.node.NodeEvent.FolderCreated;
import dev.strata.kernel.node.NodeEvent.NodeRenamed;
import java.util.List;
import java.util.Set;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.ReplayToken;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.Serializer;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.junit.jupiter.api.Test;

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

    private void append(NodeId node, long sequence) {
        SpaceId space = new SpaceId(AccountId.random().value());
        Object event =
                sequence == 0 ? new FolderCreated(node, space, 1L, null, "") : new NodeRenamed(node, space, "a", "b");
        side.bean(EventStore.class)
                .publish(List.of(new GenericDomainEventMessage<>("Node", node.toString(), sequence, event)));
    }
}
