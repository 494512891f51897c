package dev.strata.command.node.domain;

import static dev.strata.command.node.domain.NodeStories.ANNA;
import static dev.strata.command.node.domain.NodeStories.BEN;
import static dev.strata.command.node.domain.NodeStories.FILE;
import static dev.strata.command.node.domain.NodeStories.FOLDER;
import static dev.strata.command.node.domain.NodeStories.NOW;
import static dev.strata.command.node.domain.NodeStories.ROOT;
import static dev.strata.command.node.domain.NodeStories.SPACE;
import static dev.strata.command.node.domain.NodeStories.content;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.command.node.domain.NodeCommand.AddVersion;
import dev.strata.command.node.domain.NodeCommand.CreateFile;
import dev.strata.command.node.domain.NodeCommand.CreateFolder;
import dev.strata.command.node.domain.NodeCommand.DescribeNode;
import dev.strata.command.node.domain.NodeCommand.LiftHold;
import dev.strata.command.node.domain.NodeCommand.LockNode;
import dev.strata.command.node.domain.NodeCommand.MoveNode;
import dev.strata.command.node.domain.NodeCommand.NoteCopy;
import dev.strata.command.node.domain.NodeCommand.PlaceHold;
import dev.strata.command.node.domain.NodeCommand.PruneVersions;
import dev.strata.command.node.domain.NodeCommand.PurgeNode;
import dev.strata.command.node.domain.NodeCommand.RecordConflict;
import dev.strata.command.node.domain.NodeCommand.RenameNode;
import dev.strata.command.node.domain.NodeCommand.RestoreVersion;
import dev.strata.command.node.domain.NodeCommand.SetModifiedTime;
import dev.strata.command.node.domain.NodeCommand.SetRetention;
import dev.strata.command.node.domain.NodeCommand.TagNode;
import dev.strata.command.node.domain.NodeCommand.TrashNode;
import dev.strata.command.node.domain.NodeCommand.UnlockNode;
import dev.strata.command.node.domain.NodeCommand.UntagNode;
import dev.strata.command.node.domain.NodeCommand.UntrashNode;
import dev.strata.kernel.grant.Role;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.node.NodeEvent;
import dev.strata.kernel.node.NodeKind;
import dev.strata.kernel.node.NodeName;
import dev.strata.kernel.node.Retention;
import dev.strata.kernel.refusal.Decision;
import dev.strata.kernel.refusal.Decision.Accepted;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class NodeDeciderProperties {
    /** What is asked, and what is around it: every combination must have an answer. */
    record Step(NodeCommand command, Surroundings around) {}

    /** Whatever users do, in whatever order: no exception, and every accepted event can be replayed. */
    @Property(tries = 500)
    void anyHistoryReplaysToTheSameState(@ForAll("histories") List<Step> steps) {
        NodeState state = NodeState.initial();
        List<NodeEvent> stream = new ArrayList<>();
        for (Step step : steps) {
            Decision<NodeEvent> decision = NodeDecider.decide(step.command(), state, step.around());
            if (decision instanceof Accepted<NodeEvent>(List<NodeEvent> events)) {
                for (NodeEvent event : events) {
                    state = state.evolve(event, NOW);
                    stream.add(event);
                }
            }
        }
        assertThat(stream.stream()
                        .reduce(NodeState.initial(), (known, event) -> known.evolve(event, NOW), (_, last) -> last))
                .isEqualTo(state);
    }

    /** Asking again for what was just done changes nothing more, if the caller names no version. */
    @Property(tries = 500)
    void repeatedCommandsAddNothing(@ForAll("histories") List<Step> steps) {
        NodeState state = NodeState.initial();
        for (Step step : steps) {
            if (NodeDecider.decide(step.command(), state, step.around())
                    instanceof Accepted<NodeEvent>(List<NodeEvent> events)) {
                for (NodeEvent event : events) {
                    state = state.evolve(event, NOW);
                }
                if (NodeDecider.decide(step.command(), state, step.around())
                        instanceof Accepted<NodeEvent>(List<NodeEvent> again)) {
                    assertThat(again)
                            .as("%s again on %s", step.command(), state)
                            .isEmpty();
                }
            }
        }
    }

    @Provide
    Arbitrary<List<Step>> histories() {
        return Combinators.combine(commands(), surroundings())
                .as(Step::new)
                .list()
                .ofMaxSize(12);
    }

    private static Arbitrary<NodeCommand> commands() {
        Arbitrary<NodeName> names = Arbitraries.of("a", "A", "b.txt").map(NodeName::new);
        Arbitrary<Integer> versions = Arbitraries.integers().between(0, 4);
        Arbitrary<Long> expected = Arbitraries.longs().between(1, 6).injectNull(0.7);
        Arbitrary<NodeId> folders = Arbitraries.of(ROOT, FOLDER, FILE);
        return Arbitraries.oneOf(
                names.map(name -> new CreateFile(FILE, ANNA, ROOT, name, 1, content("a"))),
                names.map(name -> new CreateFolder(FILE, ANNA, ROOT, name, 1)),
                Combinators.combine(Arbitraries.of("a", "b", "c"), expected)
                        .as((digit, base) -> new AddVersion(FILE, ANNA, content(digit), base)),
                Combinators.combine(versions, expected)
                        .as((version, seen) -> new RestoreVersion(FILE, ANNA, version, seen)),
                Combinators.combine(names, expected).as((name, seen) -> new RenameNode(FILE, ANNA, name, seen)),
                Combinators.combine(folders, names.injectNull(0.5), expected)
                        .as((folder, name, seen) -> new MoveNode(FILE, ANNA, folder, name, seen)),
                expected.map(seen -> new TrashNode(FILE, ANNA, seen)),
                Combinators.combine(folders.injectNull(0.5), names.injectNull(0.5), expected)
                        .as((folder, name, seen) -> new UntrashNode(FILE, ANNA, folder, name, seen)),
                expected.map(seen -> new PurgeNode(FILE, ANNA, "requested", seen)),
                Arbitraries.of("red", "blue").map(tag -> new TagNode(FILE, ANNA, new Tag(tag))),
                Arbitraries.of("red", "blue").map(tag -> new UntagNode(FILE, ANNA, new Tag(tag))),
                expected.map(seen -> new DescribeNode(FILE, ANNA, new Description("text"), seen)),
                expected.map(seen -> new SetModifiedTime(FILE, ANNA, NOW, seen)),
                Combinators.combine(Arbitraries.of(ANNA, BEN), Arbitraries.of(-1, 1))
                        .as((by, seconds) -> new LockNode(FILE, by, NOW.plusSeconds(seconds))),
                Combinators.combine(Arbitraries.of(ANNA, BEN), Arbitraries.of(true, false))
                        .as((by, breaking) -> new UnlockNode(FILE, by, breaking)),
                Arbitraries.just(new RecordConflict(FILE, ANNA, FOLDER, 1, 2)),
                Arbitraries.just(new NoteCopy(FILE, ANNA, FOLDER)),
                Arbitraries.just(new SetRetention(FILE, ANNA, new Retention(1, 2, 3, true))),
                Arbitraries.just(new PlaceHold(FILE, ANNA, "case 17")),
                Arbitraries.just(new LiftHold(FILE, ANNA)),
                versions.map(version -> new PruneVersions(FILE, ANNA, List.of(version), "rule")));
    }

    private static Arbitrary<Surroundings> surroundings() {
        Arbitrary<Place> places = Combinators.combine(
                        Arbitraries.of(ROOT, FOLDER, FILE),
                        Arbitraries.of(NodeKind.class),
                        Arbitraries.of(true, false, false, false),
                        Arbitraries.of(Role.class).injectNull(0.2),
                        Arbitraries.of(Role.class).injectNull(0.2))
                .as((node, kind, trashed, role, above) ->
                        new Place(node, SPACE, kind, List.of(ROOT), trashed, false, role, above));
        return Combinators.combine(places.injectNull(0.1), places.injectNull(0.1))
                .as((here, target) -> new Surroundings(here, target, false, NOW));
    }
}
