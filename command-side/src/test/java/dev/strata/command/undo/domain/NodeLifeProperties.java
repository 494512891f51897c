package dev.strata.command.undo.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.command.undo.domain.NodeTarget.Where;
import dev.strata.kernel.content.ManifestId;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.id.SpaceId;
import dev.strata.kernel.node.FileContent;
import dev.strata.kernel.node.NodeEvent;
import dev.strata.kernel.node.NodeEvent.FileCreated;
import dev.strata.kernel.node.NodeEvent.NodeMoved;
import dev.strata.kernel.node.NodeEvent.NodeRenamed;
import dev.strata.kernel.node.NodeEvent.NodeTagged;
import dev.strata.kernel.node.NodeEvent.NodeUntagged;
import dev.strata.kernel.node.NodeEvent.VersionAdded;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class NodeLifeProperties {
    private static final NodeId FILE = NodeId.random();
    private static final SpaceId SPACE = SpaceId.random();
    private static final List<NodeId> FOLDERS = List.of(NodeId.random(), NodeId.random(), NodeId.random());

    /** Each version has another one. */
    private static FileContent content(int version) {
        String digits = "%064x".formatted(version);
        return new FileContent(new ManifestId(digits), 3L, digits, true, "text/plain", null);
    }

    /** What happens to a file, and whether it is undone. */
    record Step(int what, int value, boolean undone) {}

    private record Model(NodeId parent, String name, int version, boolean tagged) {}

    private static List<Past<NodeEvent>> stream(List<Step> steps) {
        List<Past<NodeEvent>> stream = new ArrayList<>();
        Model now = new Model(FOLDERS.getFirst(), "0", 1, false);
        stream.add(new Past<>(
                new FileCreated(FILE, SPACE, 1L, now.parent(), now.name(), content(1)), Instant.EPOCH, false));
        for (Step step : steps) {
            NodeEvent event = event(step, now);
            now = apply(event, now);
            stream.add(new Past<>(event, Instant.EPOCH, step.undone()));
        }
        return stream;
    }

    private static NodeEvent event(Step step, Model now) {
        String name = "" + step.value();
        NodeId folder = FOLDERS.get(step.value() % FOLDERS.size());
        return switch (step.what()) {
            case 0 -> new NodeRenamed(FILE, SPACE, now.name(), name);
            case 1 -> new NodeMoved(FILE, SPACE, now.parent(), folder, now.name(), now.name());
            case 2 -> new VersionAdded(FILE, SPACE, now.version() + 1, content(now.version() + 1));
            case 3 -> new NodeTagged(FILE, SPACE, "t");
            default -> new NodeUntagged(FILE, SPACE, "t");
        };
    }

    private static Model apply(NodeEvent event, Model now) {
        return switch (event) {
            case NodeRenamed e -> new Model(now.parent(), e.to(), now.version(), now.tagged());
            case NodeMoved e -> new Model(e.to(), now.name(), now.version(), now.tagged());
            case VersionAdded e -> new Model(now.parent(), now.name(), e.version(), now.tagged());
            case NodeTagged _ -> new Model(now.parent(), now.name(), now.version(), true);
            case NodeUntagged _ -> new Model(now.parent(), now.name(), now.version(), false);
            default -> now;
        };
    }

    private static Model after(List<Past<NodeEvent>> stream) {
        Model now = new Model(FOLDERS.getFirst(), "0", 1, false);
        for (Past<NodeEvent> past : stream) {
            now = apply(past.event(), now);
        }
        return now;
    }

    /** The node once what the target says has been done. */
    private static Model restored(List<Past<NodeEvent>> stream) {
        NodeTarget target = NodeLife.target(stream);
        Model now = after(stream);
        Where place = target.place();
        return new Model(
                place == null ? now.parent() : Objects.requireNonNull(place.parentId()),
                place == null ? now.name() : place.name(),
                target.version() == null ? now.version() : target.version(),
                target.tags().getOrDefault("t", now.tagged()));
    }

    @Property
    void nothingToUndoIsNothingToDo(@ForAll("lives") List<Step> steps) {
        List<Past<NodeEvent>> good = stream(steps.stream()
                .map(step -> new Step(step.what(), step.value(), false))
                .toList());
        assertThat(restored(good)).isEqualTo(after(good));
        assertThat(NodeLife.target(good).kept()).isEmpty();
    }

    @Property
    void undoingTheEndGoesBackToWhatWasBefore(@ForAll("lives") List<Step> before, @ForAll("lives") List<Step> after) {
        List<Step> good = before.stream()
                .map(step -> new Step(step.what(), step.value(), false))
                .toList();
        List<Step> all = new ArrayList<>(good);
        after.forEach(step -> all.add(new Step(step.what(), step.value(), true)));
        assertThat(restored(stream(all))).isEqualTo(after(stream(good)));
        assertThat(NodeLife.target(stream(all)).kept()).isEmpty();
    }

    /** Whatever is mixed with it, the last word of good work stands, attribute by attribute. */
    @Property
    void laterGoodWorkIsKept(@ForAll("lives") List<Step> steps) {
        List<Past<NodeEvent>> stream = stream(steps);
        Model now = after(stream);
        Model restored = restored(stream);
        Attribute<String> name = new Attribute<>("0");
        for (Past<NodeEvent> past : stream) {
            if (past.event() instanceof NodeRenamed renamed) {
                name.set(renamed.to(), past.undone());
            }
        }
        assertThat(restored.name()).isEqualTo(name.target());
        boolean anyUndone = steps.stream().anyMatch(Step::undone);
        if (!anyUndone) {
            assertThat(restored).isEqualTo(now);
        }
    }

    @Provide
    Arbitrary<List<Step>> lives() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 4),
                        Arbitraries.integers().between(0, 5),
                        Arbitraries.of(true, false))
                .as(Step::new)
                .list()
                .ofMaxSize(15);
    }
}
