package dev.strata.command.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.command.CommandRefused;
import dev.strata.command.node.domain.NodeCommand;
import dev.strata.command.node.domain.NodeCommand.CreateFolder;
import dev.strata.command.node.domain.NodeCommand.RenameNode;
import dev.strata.command.node.domain.Place;
import dev.strata.command.tree.Tree;
import dev.strata.kernel.grant.Role;
import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.id.SpaceId;
import dev.strata.kernel.node.NodeEvent;
import dev.strata.kernel.node.NodeEvent.FolderCreated;
import dev.strata.kernel.node.NodeEvent.NodeRenamed;
import dev.strata.kernel.node.NodeKind;
import dev.strata.kernel.node.NodeName;
import java.lang.reflect.Method;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.VersionedAggregateIdentifier;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.axonframework.test.matchers.Matchers;
import org.junit.jupiter.api.Test;

class NodeAggregateTest {
    private static final AccountId ANNA = AccountId.random();
    private static final SpaceId SPACE = SpaceId.random();
    private static final NodeId ROOT = NodeId.random();
    private static final NodeId FOLDER = NodeId.random();
    private static final FolderCreated CREATED = new FolderCreated(FOLDER, SPACE, 2L, ROOT, "docs");

    private final EverythingAllowed tree = new EverythingAllowed();
    private final FixtureConfiguration<NodeAggregate> fixture = new AggregateTestFixture<>(NodeAggregate.class)
            .registerInjectableResource(tree)
            .registerInjectableResource(Clock.systemUTC())
            .registerCommandTargetResolver(message ->
                    new VersionedAggregateIdentifier((Object) ((NodeCommand) message.getPayload()).nodeId(), null));

    /** A tree where every place is a folder in which everything is allowed. */
    private static final class EverythingAllowed implements Tree {
        private final List<NodeEvent> recorded = new ArrayList<>();

        @Override
        public Optional<Place> find(NodeId node, AccountId asker) {
            return Optional.of(
                    new Place(node, SPACE, NodeKind.FOLDER, List.of(ROOT), false, false, Role.OWNER, Role.OWNER));
        }

        @Override
        public void lookAt(Collection<NodeId> nodes, AccountId asker) {}

        @Override
        public void lock(SpaceId space) {}

        @Override
        public boolean isHeld(Place place) {
            return false;
        }

        @Override
        public boolean isHeld(SpaceId space) {
            return false;
        }

        @Override
        public void erase(SpaceId space, NodeId root) {}

        @Override
        public void record(NodeEvent event, long version, long bytesAdded) {
            recorded.add(event);
        }
    }

    @Test
    void whatIsAcceptedIsRecordedInTheTreeAndAppended() {
        fixture.givenNoPriorActivity()
                .when(new CreateFolder(FOLDER, ANNA, ROOT, new NodeName("docs"), 2))
                .expectEvents(CREATED);
        assertThat(tree.recorded).containsExactly(CREATED);
    }

    @Test
    void theAnswerShowsTheNodeAsItIsNow() {
        fixture.given(CREATED)
                .when(new RenameNode(FOLDER, ANNA, new NodeName("papers"), 1L))
                .expectEvents(new NodeRenamed(FOLDER, SPACE, "docs", "papers"))
                .expectResultMessagePayloadMatching(Matchers.<Object>predicate(answer ->
                        answer instanceof NodeAnswer node && node.name().equals("papers") && node.version() == 2));
    }

    @Test
    void whatIsRefusedIsThrownAndNothingIsAppended() {
        fixture.given(CREATED, new NodeRenamed(FOLDER, SPACE, "docs", "papers"))
                .when(new RenameNode(FOLDER, ANNA, new NodeName("x"), 1L))
                .expectNoEvents()
                .expectException(CommandRefused.class);
        assertThat(tree.recorded).isEmpty();
    }

    @Test
    void eachCommandHasItsHandler() {
        List<Class<?>> handled = Arrays.stream(NodeAggregate.class.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(CommandHandler.class))
                .map(Method::getParameterTypes)
                .<Class<?>>map(types -> types[0])
                .toList();
        assertThat(handled).containsExactlyInAnyOrder(NodeCommand.class.getPermittedSubclasses());
    }
}
