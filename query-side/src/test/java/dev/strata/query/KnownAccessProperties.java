package dev.strata.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.kernel.id.GrantId;
import dev.strata.kernel.id.GroupId;
import dev.strata.kernel.id.NodeId;
import dev.strata.query.access.Access;
import dev.strata.query.access.AccessQueries;
import dev.strata.query.moment.Moment;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.springframework.jdbc.core.JdbcTemplate;

/** After each step of random lives: what is answered by ways that are known is what a walk finds. */
class KnownAccessProperties {
    private static final Duration STEP = Duration.ofMinutes(1);

    private final RunningQuerySide side = RunningQuerySide.shared();
    private final EventLog log = EventLog.of(side);
    private final AccessQueries known = side.bean(AccessQueries.class);

    private enum What {
        RENAME,
        MOVE,
        TRASH,
        UNTRASH,
        PURGE,
        FILE,
        GRANT,
        GRANT_A_GROUP,
        GRANT_FOR_SOME_MINUTES,
        CHANGE_ROLE,
        REVOKE,
        JOIN,
        LEAVE
    }

    record Step(What what, int node, int other) {}

    /** A node of the model; its place there is an index: the root is the first, and what is below a node comes after it. */
    private static final class Drawn {
        private final NodeId id;
        private Drawn parent;
        private String name;
        private boolean trashed;
        private boolean purged;

        Drawn(NodeId id, Drawn parent, String name) {
            this.id = id;
            this.parent = parent;
            this.name = name;
        }

        boolean isIn(Drawn folder) {
            return this == folder || parent != null && parent.isIn(folder);
        }
    }

    private record Given(GrantId id, NodeId node) {}

    /** A way of six folders with a file in each, and people with whom things are shared. */
    private final class Drive {
        private final Person ann = Person.opened(log);
        private final Person bob = Person.opened(log);
        private final GroupId group = ann.group("group");
        private final List<Drawn> folders = new ArrayList<>(List.of(new Drawn(ann.root(), null, "")));
        private final List<Drawn> files = new ArrayList<>();
        private final List<Given> grants = new ArrayList<>();
        private Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

        Drive() {
            for (int i = 1; i <= 6; i++) {
                Drawn parent = folders.getLast();
                folders.add(new Drawn(ann.folder(parent.id, "folder " + i), parent, "folder " + i));
                file(folders.getLast());
            }
        }

        private void file(Drawn folder) {
            String name = "file " + files.size();
            files.add(new Drawn(ann.file(folder.id, name), folder, name));
        }

        private List<Drawn> nodes() {
            List<Drawn> all = new ArrayList<>(folders.subList(1, folders.size()));
            all.addAll(files);
            return all.stream().filter(node -> !node.purged).toList();
        }

        void happen(Step step) {
            now = now.plus(STEP);
            List<Drawn> nodes = nodes();
            if (nodes.isEmpty()) {
                return;
            }
            Drawn node = nodes.get(step.node() % nodes.size());
            Drawn folder = folders.get(step.other() % folders.size());
            Given given = grants.isEmpty() ? null : grants.get(step.other() % grants.size());
            switch (step.what()) {
                case RENAME -> {
                    ann.rename(node.id, node.name, node.name + "'");
                    node.name += "'";
                }
                case MOVE -> {
                    if (!folder.isIn(node) && !folder.purged) {
                        ann.move(node.id, node.parent.id, folder.id, node.name);
                        node.parent = folder;
                    }
                }
                case TRASH -> {
                    if (!node.trashed) {
                        ann.trash(node.id, node.parent.id, node.name);
                        node.trashed = true;
                    }
                }
                case UNTRASH -> {
                    if (node.trashed) {
                        ann.untrash(node.id, node.parent.id, node.name);
                        node.trashed = false;
                    }
                }
                case PURGE -> {
                    if (node.trashed) {
                        ann.purge(node.id);
                        nodes.stream().filter(one -> one.isIn(node)).forEach(one -> one.purged = true);
                    }
                }
                case FILE -> {
                    if (!folder.purged) {
                        file(folder);
                    }
                }
                case GRANT -> grants.add(new Given(ann.grant(node.id, bob, "viewer"), node.id));
                case GRANT_A_GROUP -> ann.grant(node.id, group, "editor");
                case GRANT_FOR_SOME_MINUTES ->
                    grants.add(new Given(
                            ann.grant(node.id, bob, "commenter", now.plus(STEP.multipliedBy(step.other()))), node.id));
                case CHANGE_ROLE -> {
                    if (given != null) {
                        ann.changeRole(given.id(), given.node(), bob, "viewer", "owner");
                    }
                }
                case REVOKE -> {
                    if (given != null) {
                        ann.revoke(given.id(), given.node(), bob);
                        grants.remove(given);
                    }
                }
                case JOIN -> ann.join(group, bob, false);
                case LEAVE -> ann.leave(group, bob);
            }
        }
    }

    @Property(tries = 12, shrinking = ShrinkingMode.OFF)
    void whatIsKnownIsWhatAWalkFinds(@ForAll("lives") List<Step> life) {
        Drive drive = new Drive();
        for (Step step : life) {
            drive.happen(step);
            side.awaitProjections();
            Moment now = new Moment.Now(drive.now);
            AccessQueries walking = new AccessQueries(side.jdbc(), side.bean(JdbcTemplate.class));
            for (Drawn node : drive.nodes()) {
                for (Person reader : List.of(drive.ann, drive.bob)) {
                    Optional<Access> found = known.find(reader.account(), node.id, now);
                    Optional<Access> walked = walking.find(reader.account(), node.id, now);
                    assertThat(found.map(KnownAccessProperties::here))
                            .as("%s after %s in %s", node.name, step, life)
                            .isEqualTo(walked.map(KnownAccessProperties::here));
                    assertThat(found.map(Access::elsewhere).orElse(true))
                            .as("something else granted to who sees %s after %s in %s", node.name, step, life)
                            .isIn(true, walked.map(Access::elsewhere).orElse(true));
                }
            }
        }
    }

    /** What was granted elsewhere may have run out since, for which nobody looks. */
    private static Access here(Access access) {
        return new Access(
                access.kind(), access.own(), access.role(), access.path(), access.trashed(), access.shared(), false);
    }

    @Provide
    Arbitrary<List<Step>> lives() {
        return Combinators.combine(
                        Arbitraries.of(What.class),
                        Arbitraries.integers().between(0, 20),
                        Arbitraries.integers().between(0, 20))
                .as(Step::new)
                .list()
                .ofSize(30);
    }
}
