package dev.strata.client.sync;

import dev.strata.client.sync.Action.Problem;
import dev.strata.client.sync.Place.Slot;
import dev.strata.client.sync.RemoteDrive.Changes;
import dev.strata.client.sync.StateStore.Update;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Brings both sides together, round by round. */
final class Engine {
    /** Then both sides are looked at anew, whatever is left to do. */
    private static final int PLANS_MAX = 1_000;

    private static final String REMAINDER = "deleted on the server; here it holds something that is not kept in sync";

    private final String rootId;
    private final SyncState state;
    private final LocalTree local;
    private final RemoteDrive drive;
    private final Names names;
    private final Scope scope;
    private final Carriers carriers;
    private final Consumer<Work> watch;
    private final Problems problems = new Problems();

    /** @param watch is told of each plan before it is carried out */
    @SuppressWarnings("MissingSummary") // the class says it
    Engine(
            String rootId,
            SyncState state,
            LocalTree local,
            RemoteDrive drive,
            Names names,
            Scope scope,
            Carriers carriers,
            Consumer<Work> watch) {
        this.rootId = rootId;
        this.state = state;
        this.local = local;
        this.drive = drive;
        this.names = names;
        this.scope = scope;
        this.carriers = carriers;
        this.watch = watch;
    }

    /**
     * What a round did.
     *
     * @param done steps
     * @param pending what could not be done now, and why
     * @param held the files that have vanished at once, so that somebody must confirm that they are to go
     * @param lostDisks the folders that are on another disk than before, of which somebody could confirm that
     * @param scan what was on this machine before
     * @param parked what the server said when it took no change of this device any more; null if it takes them
     */
    record Round(
            int done,
            List<Pending> pending,
            Set<String> held,
            Set<String> lostDisks,
            Scan scan,
            @Nullable String parked) {
        static Round ofNothing(Scan scan) {
            return new Round(0, List.of(), Set.of(), Set.of(), scan, null);
        }

        /** Whether there was nothing at all to do or to wish for. */
        boolean isOfNothing() {
            return done == 0 && pending.isEmpty() && held.isEmpty() && parked == null;
        }

        /** Whether both sides are the same. */
        boolean quiet() {
            return done == 0 && pending.stream().allMatch(Pending::takenBack) && held.isEmpty();
        }
    }

    /**
     * Something that is not the same on both sides.
     *
     * @param takenBack whether it is again, because the change could not be made
     */
    record Pending(String path, String action, String why, boolean takenBack) {}

    Problems problems() {
        return problems;
    }

    /** Reads what is new on the server, looks what is new here, and does what follows. */
    Round round(Confirmed confirmed) throws IOException {
        pull();
        if (problems.parked() != null && !drive.isParked()) {
            problems.park(null);
        }
        problems.dropPassing();
        if (!isRootThere()) {
            throw new RootGoneException(
                    "the folder of the server is in its trash, was never there, or is not shared with you any more");
        }
        Sight sight = look(confirmed);
        Trees trees = trees(sight);
        Set<String> vanished = vanished(trees);
        if (!vanished.isEmpty()) {
            sight = look(confirmed);
            trees = trees(sight);
            trees.doubtful().addAll(vanished(trees));
            trees.doubtful().removeAll(vanished);
        }
        Executor executor = new Executor(trees, state, local, drive, problems, carriers);
        int done = 0;
        int plans = 0;
        boolean stuck = false;
        while (true) {
            Plan plan = Planner.plan(trees, names, problems.refusedPlaces(), confirmed.vanished(), stuck);
            int known = problems.all().size();
            int steps = executor.run(plan.actions(), begin(plan, trees, sight));
            done += steps;
            boolean idle = steps == 0 && problems.all().size() == known;
            if (idle && !stuck && !plan.waiting().isEmpty()) {
                stuck = true;
                continue;
            }
            stuck = false;
            if (idle || ++plans == PLANS_MAX) {
                Scan scan = sight.scan().leaving(remainders(trees));
                return new Round(done, pending(plan, trees), plan.held(), sight.lostDisks(), scan, problems.parked());
            }
        }
    }

    private Work begin(Plan plan, Trees trees, Sight sight) {
        List<Action> possible = plan.actions().stream()
                .filter(action -> !problems.hinder(action, trees))
                .toList();
        List<Pending> named = possible.stream()
                .limit(Work.NAMED_MAX)
                .map(action -> new Pending(path(action.id(), trees), Problems.kind(action), "now", false))
                .toList();
        Work work = new Work(possible.size(), named, sight.scan());
        if (!possible.isEmpty()) {
            watch.accept(work);
        }
        return work;
    }

    /** What is moved while a scan goes on can be missed by it: only what two scans have missed is deleted. */
    private static Set<String> vanished(Trees trees) {
        Set<String> vanished = new HashSet<>(trees.synced().keySet());
        vanished.removeAll(trees.local().ids());
        return vanished;
    }

    /** What was deleted on the server, and cannot go here. */
    private static Map<String, String> remainders(Trees trees) {
        Map<String, String> left = new HashMap<>();
        for (LocalNode node : trees.local().all()) {
            if (trees.local().holds(node.id())
                    && !node.frozen()
                    && trees.synced().containsKey(node.id())
                    && !trees.remote().containsKey(node.id())) {
                left.put(trees.local().path(node.id()), REMAINDER);
            }
        }
        return left;
    }

    private boolean isRootThere() {
        RemoteNode root = state.remote(rootId);
        return root != null && !root.gone();
    }

    private List<Pending> pending(Plan plan, Trees trees) {
        Map<String, Pending> pending = new LinkedHashMap<>();
        String otherwise = problems.parked() == null ? "in the next round" : "when this device is released";
        for (Action action : plan.actions()) {
            String why = problems.find(action.id()).map(Problem::text).orElse(otherwise);
            pending.put(action.id(), new Pending(path(action.id(), trees), Problems.kind(action), why, false));
        }
        plan.waiting().forEach((id, why) -> pending.putIfAbsent(id, new Pending(path(id, trees), "wait", why, false)));
        for (Problem problem : problems.all()) {
            boolean over = problems.isOver(problem, trees);
            pending.putIfAbsent(
                    problem.id(), new Pending(path(problem.id(), trees), problem.action(), problem.text(), over));
        }
        return List.copyOf(pending.values());
    }

    private static String path(String id, Trees trees) {
        if (trees.local().contains(id)) {
            return trees.local().path(id);
        }
        RemoteNode node = trees.remote().get(id);
        return node == null
                ? id
                : join(
                        node.place().parentId().equals(trees.rootId())
                                ? ""
                                : path(node.place().parentId(), trees),
                        node.place().name());
    }

    private Sight look(Confirmed confirmed) throws IOException {
        forgetLeftOut();
        return Sight.of(rootId, local.scan(), state.synced(), confirmed.disks());
    }

    private Trees trees(Sight sight) {
        Map<String, RemoteNode> remote = state.below(rootId);
        LeftOut leftOut = leaveOut(remote);
        return new Trees(rootId, remote, sight.nodes(), state.synced(), new HashSet<>(), leftOut);
    }

    /** Takes what is left out from what the server has. */
    private LeftOut leaveOut(Map<String, RemoteNode> remote) {
        Map<String, String> paths = new HashMap<>(Map.of(rootId, ""));
        List<RemoteNode> out = new ArrayList<>();
        remote.values().forEach(node -> {
            String folder = paths.get(node.place().parentId());
            String path = folder == null ? null : join(folder, node.place().name());
            if (path == null || scope.leavesOut(path, node.folder())) {
                out.add(node);
            } else {
                paths.put(node.id(), path);
            }
        });
        out.forEach(node -> remote.remove(node.id()));
        Set<String> folders = new HashSet<>();
        Set<Slot> slots = new HashSet<>();
        for (RemoteNode node : out) {
            folders.add(node.place().parentId());
            slots.add(node.place().slot());
        }
        return new LeftOut(folders, slots);
    }

    /** What was agreed on about what is left out from now on, so that nothing happens to it on either side. */
    private void forgetLeftOut() {
        Map<String, String> agreed = new LinkedHashMap<>();
        List<String> forgotten = new ArrayList<>();
        state.synced().values().forEach(node -> {
            String path = agreedPath(node, agreed);
            if (isLeftOut(path, node.folder())) {
                forgotten.add(node.id());
            }
        });
        if (!forgotten.isEmpty()) {
            state.apply(Update.of(List.of(), List.of(), forgotten));
        }
    }

    private boolean isLeftOut(String path, boolean folder) {
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
            if (scope.leavesOut(path.substring(0, slash), true)) {
                return true;
            }
        }
        return scope.leavesOut(path, folder);
    }

    private String agreedPath(SyncedNode node, Map<String, String> known) {
        String path = known.get(node.id());
        if (path == null) {
            SyncedNode folder = state.synced().get(node.place().parentId());
            path = folder == null
                    ? node.place().name()
                    : join(agreedPath(folder, known), node.place().name());
            known.put(node.id(), path);
        }
        return path;
    }

    private static String join(String folder, String name) {
        return folder.isEmpty() ? name : folder + "/" + name;
    }

    /** With the first page, which says of which life of the feed it is: until there is one, nothing is forgotten. */
    private boolean beginAnew(Update forget) throws IOException {
        Changes first = drive.changes(null);
        state.together(() -> {
            state.apply(forget);
            state.take(first);
        });
        return first.hasMore();
    }

    private void pull() throws IOException {
        boolean more = true;
        while (more) {
            try {
                Changes page = drive.changes(state.cursor());
                state.take(page);
                more = page.hasMore();
            } catch (FeedResetException e) {
                more = beginAnew(e.serverWins() ? Update.EXPIRED : Update.RESET);
            }
        }
        state.dropUnreachable();
    }
}
