package dev.strata.endtoend.model;

import dev.strata.endtoend.model.Chronicle.Change;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What an undo must do, and what it may leave: each attribute that it is about is what it was, or the report names a
 * reason, and that holds. How it gets there, the report says; each of its changes is an ordinary command.
 */
final class Undoing {
    private final Command.Undo undo;
    private final Drive before;
    private final Drive planned;
    private final String by;
    private final Told told;
    private final List<World.Moment> past;
    private Drive drive;
    private @Nullable Drive withAccess;

    /** @param planned the drive when it was planned; what others did since is not what it is about */
    Undoing(Command.Undo undo, Drive before, Drive planned, String by, Told told, List<World.Moment> past) {
        this.undo = undo;
        this.before = before;
        this.planned = planned;
        this.by = by;
        this.told = told;
        this.past = past;
        this.drive = before;
    }

    /** The product has done what it must not, or has not done what it must. */
    static final class Wrong extends RuntimeException {
        Wrong(String what, Object... values) {
            super(what.formatted(values));
        }
    }

    Rules.Outcome apply() {
        Node top = undo.node() == null ? before.root(by) : before.find(undo.node());
        if (top == null || before.role(top, by) == Role.NONE) {
            return new Rules.Outcome(before, Expected.refused(404, "node-not-found"));
        }
        if (before.role(top, by) != Role.OWNER) {
            return new Rules.Outcome(before, Expected.refused(403, "forbidden"));
        }
        String confirm = undo.report().confirm();
        if (confirm == null) {
            return new Rules.Outcome(before, Expected.nothing(200));
        }
        boolean changed = "plan-changed".equals(told.text("code"));
        if (changed && !undo.alone() && !confirm.equals(told.text("preview/confirm"))) {
            return new Rules.Outcome(before, Expected.refused(409, "plan-changed"));
        }
        try {
            takeBack(top);
        } catch (Wrong wrong) {
            return new Rules.Outcome(before, Expected.refused(0, String.valueOf(wrong.getMessage())));
        }
        return new Rules.Outcome(drive, Expected.ok(200, Map.of("confirm", confirm), null));
    }

    private void takeBack(Node top) {
        Map<String, Target> targets = Target.of(planned, this::isUndone);
        targets.keySet().removeIf(id -> before.find(id) == null);
        Set<String> nodes = concerned(top, targets);
        Map<String, Target> access = new TreeMap<>(targets);
        access.keySet().removeIf(id -> !nodes.contains(id) && !before.isInside(before.get(id), top));
        if (undo.rewind()) {
            nodes.forEach(id -> requireThen(Objects.requireNonNull(targets.get(id))));
        }
        performAll(targets);
        UndoCheck check = new UndoCheck(before, drive, undo.report(), this::refusal);
        before.nodes.values().forEach(node -> {
            Target target = targets.get(node.id);
            check.requireOnlyWanted(node, nodes.contains(node.id) ? target : null, access.get(node.id));
        });
        nodes.forEach(id -> check.requireExplained(Objects.requireNonNull(targets.get(id))));
        access.values().forEach(check::requireAccessExplained);
    }

    private boolean isUndone(Change change) {
        Chronicle.Cause cause = change.cause();
        Filter filter = undo.filter();
        return cause.step() > filter.since()
                && (filter.until() == null || cause.step() <= filter.until())
                && (filter.actor() == null || filter.actor().equals(cause.by()))
                && (filter.operation() == null || filter.operation().equals(cause.operation()))
                && (filter.kinds().isEmpty() || filter.kinds().contains(change.kind()));
    }

    /** Those that are in the tree, or should be. */
    private Set<String> concerned(Node top, Map<String, Target> targets) {
        Map<String, @Nullable String> now = new HashMap<>();
        before.nodes.values().forEach(node -> now.put(node.id, node.parent));
        Map<String, @Nullable String> then = new HashMap<>(now);
        targets.forEach((id, target) -> then.put(id, target.parent(before.get(id))));
        Set<String> concerned = new LinkedHashSet<>();
        targets.forEach((id, target) -> {
            if (target.isAboutNode() && (leadsTo(top.id, id, now) || leadsTo(top.id, id, then))) {
                concerned.add(id);
            }
        });
        return concerned;
    }

    private static boolean leadsTo(String top, String node, Map<String, @Nullable String> parents) {
        Set<String> seen = new HashSet<>();
        for (String up = node; up != null && seen.add(up); up = parents.get(up)) {
            if (up.equals(top)) {
                return true;
            }
        }
        return false;
    }

    /** What a rewind aims at is the past; else the model is wrong. */
    private void requireThen(Target target) {
        Node now = before.get(target.node());
        Node then = past.get(undo.filter().since()).drive().find(target.node());
        boolean same = then == null
                ? target.made()
                : then.attributes().entrySet().stream()
                        .allMatch(known -> Objects.equals(
                                known.getValue(),
                                target.wanted(known.getKey(), now.attributes().get(known.getKey()))));
        if (!same) {
            throw new IllegalStateException("the model knows two pasts: %s and %s".formatted(target, then));
        }
    }

    /** Access comes last; whoever takes away his own has still had it when everything else was tried. */
    private void performAll(Map<String, Target> targets) {
        for (Report.Done done : undo.report().changes()) {
            if (done.change().equals("grant") && withAccess == null) {
                withAccess = drive;
            }
            perform(done, targets);
        }
    }

    /** With which codes a command would be refused, or would have been; none if it would be obeyed. */
    private Set<String> refusal(Command command) {
        Set<String> codes = new LinkedHashSet<>(attempt(drive, command).answer().codes());
        if (!codes.isEmpty() && withAccess != null) {
            codes.addAll(attempt(withAccess, command).answer().codes());
        }
        return codes;
    }

    private void perform(Report.Done done, Map<String, Target> targets) {
        Node node = drive.find(done.node());
        Target target = targets.get(done.node());
        if (node == null || target == null) {
            throw new Wrong("no change of %s: nothing to undo", done.node());
        }
        if (done.change().equals("trash") && drive.inTrash(node)) {
            return;
        }
        Command command = command(done, node, target);
        Rules.Outcome outcome = attempt(drive, command);
        if (!outcome.answer().codes().isEmpty()) {
            throw new Wrong("%s: nobody can, %s", command, outcome.answer().codes());
        }
        drive = outcome.after();
    }

    private Rules.Outcome attempt(Drive at, Command command) {
        return Rules.applyInUndo(at, command, by, past.size(), told.text("operation"));
    }

    private Command command(Report.Done done, Node node, Target target) {
        String id = done.node();
        String to = done.to();
        return switch (done.change()) {
            case "place" -> place(node, target);
            case "aside" -> new Command.Rename(id, String.valueOf(to), null);
            case "content" ->
                new Command.RestoreVersion(
                        id, Integer.parseInt(String.valueOf(to).replace("version ", "")), null);
            case "tag" -> to == null ? new Command.Untag(id, String.valueOf(done.from())) : new Command.Tag(id, to);
            case "description" -> new Command.Describe(id, to, null);
            case "modified-time" -> new Command.SetTime(id, to, null);
            case "trash" -> new Command.Trash(id, null);
            case "grant" -> access(done, target);
            default -> throw new Wrong("an unknown change: %s", done);
        };
    }

    static Command place(Node node, Target target) {
        String parent = String.valueOf(target.wanted(Node.PARENT, node.parent));
        String name = String.valueOf(target.wanted(Node.NAME, node.name));
        if (node.trashed) {
            return new Command.Untrash(node.id, parent, name, null);
        }
        return parent.equals(node.parent)
                ? new Command.Rename(node.id, name, null)
                : new Command.Move(node.id, parent, name, null);
    }

    private Command access(Report.Done done, Target target) {
        return target.wanted().entrySet().stream()
                .filter(wanted -> wanted.getKey().startsWith(Node.ACCESS))
                .filter(wanted -> Objects.equals(wanted.getValue(), done.to()))
                .map(wanted -> wanted.getKey().substring(Node.ACCESS.length()))
                .filter(account -> Objects.equals(role(drive, done.node(), account), done.from()))
                .map(account -> access(done.node(), account, done.to()))
                .findFirst()
                .orElseThrow(() -> new Wrong("no such access to change: %s, for %s", done, target));
    }

    static Command access(String node, String account, @Nullable Object role) {
        return role == null
                ? new Command.Revoke(node, account)
                : new Command.Give(node, account, Role.valueOf(role.toString().toUpperCase(java.util.Locale.ROOT)));
    }

    static @Nullable String role(Drive drive, String node, String account) {
        Grant grant = drive.grant(node, account);
        return grant == null ? null : grant.role().text();
    }
}
