package dev.strata.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.kernel.id.NodeId;
import dev.strata.query.moment.Moment;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/** Random lives of a small tree against a plain model of it, at every position of the log. */
class HistoryProperties {
    private final RunningQuerySide side = RunningQuerySide.shared();
    private final EventLog log = EventLog.of(side);

    private enum What {
        FOLDER,
        FILE,
        RENAME,
        MOVE,
        TRASH,
        UNTRASH,
        PURGE,
        TAG,
        VERSION
    }

    /** What happens, to the how manyeth node, with the help of another one. */
    record Step(What what, int node, int other) {}

    private record Known(
            NodeId parent, String name, boolean trashed, int versions, boolean folder, TreeSet<String> tags) {
        Known at(NodeId newParent, String newName, boolean inTrash) {
            return new Known(newParent, newName, inTrash, versions, folder, tags);
        }
    }

    /** The drive in plain maps. */
    private static final class Model {
        private final Map<NodeId, Known> nodes;

        Model(Map<NodeId, Known> nodes) {
            this.nodes = nodes;
        }

        Model copy() {
            return new Model(new HashMap<>(nodes));
        }

        boolean isBelow(NodeId node, NodeId folder) {
            for (NodeId up = node; nodes.containsKey(up); up = nodes.get(up).parent()) {
                if (up.equals(folder)) {
                    return true;
                }
            }
            return false;
        }

        void purge(NodeId node) {
            List.copyOf(nodes.keySet()).stream()
                    .filter(other -> isBelow(other, node))
                    .toList()
                    .forEach(nodes::remove);
        }

        Map<String, String> shown() {
            Map<String, String> shown = new TreeMap<>();
            nodes.forEach((id, node) -> shown.put(
                    id.toString(),
                    "%s %s %s %s %s"
                            .formatted(
                                    node.parent(),
                                    node.name(),
                                    node.trashed(),
                                    node.folder() ? null : node.versions(),
                                    node.tags())));
            return shown;
        }
    }

    @Property(tries = 25, shrinking = ShrinkingMode.BOUNDED)
    void eachPositionShowsTheModelOfThen(@ForAll("lives") List<Step> life) {
        Person ann = Person.opened(log);
        List<NodeId> ids = new ArrayList<>();
        Model model = new Model(new HashMap<>());
        Map<Long, Model> history = new TreeMap<>();
        for (Step step : life) {
            happen(step, ann, ids, model);
            history.put(head(), model.copy());
        }
        side.awaitProjections();

        history.forEach((position, then) -> assertThat(nodesAt(ann, position))
                .as("at position %d of %s", position, life)
                .isEqualTo(then.shown()));
        assertThat(nodesNow(ann)).isEqualTo(model.shown());
    }

    private void happen(Step step, Person ann, List<NodeId> ids, Model model) {
        List<NodeId> live = ids.stream().filter(model.nodes::containsKey).toList();
        NodeId other = live.isEmpty() ? ann.root() : live.get(step.other() % live.size());
        NodeId folder = model.nodes.containsKey(other) && model.nodes.get(other).folder() ? other : ann.root();
        String name = "name " + step.other();
        if (step.what() == What.FOLDER || step.what() == What.FILE) {
            boolean isFolder = step.what() == What.FOLDER;
            NodeId made = isFolder ? ann.folder(folder, name) : ann.file(folder, name);
            ids.add(made);
            model.nodes.put(made, new Known(folder, name, false, 1, isFolder, new TreeSet<>()));
        } else if (!live.isEmpty()) {
            change(step.what(), ann, live.get(step.node() % live.size()), folder, name, model);
        }
    }

    private static void change(What what, Person ann, NodeId node, NodeId folder, String name, Model model) {
        Known known = model.nodes.get(node);
        boolean ring = model.isBelow(folder, node);
        switch (what) {
            case RENAME -> {
                if (!known.trashed()) {
                    ann.rename(node, known.name(), name);
                    model.nodes.put(node, known.at(known.parent(), name, false));
                }
            }
            case MOVE -> {
                if (!known.trashed() && !ring) {
                    ann.move(node, known.parent(), folder, known.name());
                    model.nodes.put(node, known.at(folder, known.name(), false));
                }
            }
            case TRASH -> {
                if (!known.trashed()) {
                    ann.trash(node, known.parent(), known.name());
                    model.nodes.put(node, known.at(known.parent(), known.name(), true));
                }
            }
            case UNTRASH -> {
                if (known.trashed() && !ring) {
                    ann.untrash(node, folder, name);
                    model.nodes.put(node, known.at(folder, name, false));
                }
            }
            case PURGE -> {
                if (known.trashed()) {
                    ann.purge(node);
                    model.purge(node);
                }
            }
            case TAG -> {
                ann.tag(node, name);
                TreeSet<String> tags = new TreeSet<>(known.tags());
                tags.add(name);
                model.nodes.put(
                        node,
                        new Known(
                                known.parent(), known.name(), known.trashed(), known.versions(), known.folder(), tags));
            }
            case VERSION -> {
                if (!known.folder()) {
                    int number = known.versions() + 1;
                    ann.addVersion(node, number, 'b');
                    model.nodes.put(
                            node,
                            new Known(known.parent(), known.name(), known.trashed(), number, false, known.tags()));
                }
            }
            case FOLDER, FILE -> throw new IllegalArgumentException("no change: " + what);
        }
    }

    private long head() {
        return side.jdbc()
                .sql("SELECT max(global_index) FROM log.event")
                .query(Long.class)
                .single();
    }

    private Map<String, String> nodesAt(Person ann, long position) {
        return rows(new Moment.At(Instant.EPOCH, position).nodes(), ann);
    }

    private Map<String, String> nodesNow(Person ann) {
        return rows("query.node", ann);
    }

    private Map<String, String> rows(String relation, Person ann) {
        Map<String, String> rows = new TreeMap<>();
        side.jdbc()
                .sql("SELECT * FROM %s n WHERE space_id = ? AND parent_id IS NOT NULL".formatted(relation))
                .param(ann.space().value())
                .query(row -> {
                    rows.put(row.getString("node_id"), shown(row));
                });
        return rows;
    }

    private static String shown(ResultSet row) throws SQLException {
        return "%s %s %s %s %s"
                .formatted(
                        row.getString("parent_id"),
                        row.getString("name"),
                        row.getBoolean("trashed"),
                        row.getObject("content_version"),
                        new TreeSet<>(List.of((String[]) row.getArray("tags").getArray())));
    }

    @Provide
    Arbitrary<List<Step>> lives() {
        return Combinators.combine(
                        Arbitraries.of(What.class),
                        Arbitraries.integers().between(0, 20),
                        Arbitraries.integers().between(0, 20))
                .as(Step::new)
                .list()
                .ofMinSize(5)
                .ofMaxSize(40);
    }
}
