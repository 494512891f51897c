package dev.strata.endtoend.model;

import dev.strata.endtoend.model.Chronicle.Change;
import java.util.ArrayList;
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
    private final String by;
    private final Told told;
    private final List<World.Moment> past;
    private Drive drive;

    Undoing(Command.Undo undo, Drive before, String by, Told told, List<World.Moment> past) {
        this.undo = undo;
        this.before = before;
        this.by = by;
        this.told = told;
        this.past = past;
        this.drive = before;
    }

    /** The product has done what it must not, or has not done what it must. */
    private static final class Wrong extends RuntimeException {
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
        Map<String, Target> targets = Target.of(before, this::isUndone);
        Set<String> nodes = concerned(top, targets);
        Map<String, Target> access = new TreeMap<>(targets);
        access.keySet().removeIf(id -> !nodes.contains(id) && !before.isInside(before.get(id), top));
        if (undo.rewind()) {
            nodes.forEach(id -> requireThen(Objects.requireNonNull(targets.get(id))));
        }
        undo.report().changes().forEach(done -> perform(done, targets));
        before.nodes.values().forEach(node -> {
            Target target = targets.get(node.id);
            requireOnlyWanted(node, nodes.contains(node.id) ? target : null, access.get(node.id));
        });
        nodes.forEach(id -> requireExplained(Objects.requireNonNull(targets.get(id))));
        access.values().forEach(this::requireAccessExplained);
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
        Rules.Outcome outcome = attempt(command);
        if (!outcome.answer().codes().isEmpty()) {
            throw new Wrong("%s: nobody can, %s", command, outcome.answer().codes());
        }
        drive = outcome.after();
    }

    private Rules.Outcome attempt(Command command) {
        return Rules.applyInUndo(drive, command, by, past.size(), told.text("operation"));
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

    private static Command place(Node node, Target target) {
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
                .filter(account -> Objects.equals(role(done.node(), account), done.from()))
                .map(account -> accessOf(done.node(), account, done.to()))
                .findFirst()
                .orElseThrow(() -> new Wrong("no such access to change: %s, for %s", done, target));
    }

    private static Command accessOf(String node, String account, @Nullable Object role) {
        return role == null
                ? new Command.Revoke(node, account)
                : new Command.Give(node, account, Role.valueOf(role.toString().toUpperCase(java.util.Locale.ROOT)));
    }

    private @Nullable String role(String node, String account) {
        Grant grant = drive.grant(node, account);
        return grant == null ? null : grant.role().text();
    }

    /** Nothing is different but what should be, and that is as it should be. */
    private void requireOnlyWanted(Node was, @Nullable Target target, @Nullable Target access) {
        Map<String, @Nullable Object> old = attributes(before, was.id);
        Map<String, @Nullable Object> now = attributes(drive, was.id);
        Set<String> names = new LinkedHashSet<>(old.keySet());
        names.addAll(now.keySet());
        for (String name : names) {
            Target mine = name.startsWith(Node.ACCESS) ? access : target;
            boolean same = Objects.equals(old.get(name), now.get(name));
            if (!same && (mine == null || !isWanted(was, mine, name, now.get(name)))) {
                throw new Wrong(
                        "%s: %s became %s, from %s, which is not %s", was.id, name, now.get(name), old.get(name), mine);
            }
        }
    }

    private static Map<String, @Nullable Object> attributes(Drive drive, String id) {
        Map<String, @Nullable Object> attributes = drive.get(id).attributes();
        drive.grantsOn(drive.get(id))
                .forEach(grant -> attributes.put(
                        Node.ACCESS + grant.account(), grant.role().text()));
        return attributes;
    }

    private boolean isWanted(Node was, Target target, String name, @Nullable Object now) {
        return switch (name) {
            case Node.TRASHED -> Boolean.TRUE.equals(now) == target.inTrash(was);
            case Node.CONTENT -> hasWantedContent(target);
            default ->
                target.wanted().containsKey(name)
                        && Objects.equals(target.wanted().get(name), now);
        };
    }

    private boolean hasWantedContent(Target target) {
        Node node = drive.get(target.node());
        Object wanted = target.wanted().get(Node.CONTENT);
        return wanted != null
                && node.versions.stream()
                        .filter(version -> wanted.equals(version.number()))
                        .anyMatch(version ->
                                version.content().equals(node.newest().content()));
    }

    /** What could not be done is reported with a reason that holds, and nothing else is. */
    private void requireExplained(Target target) {
        Node node = drive.get(target.node());
        List<String> reasons = new ArrayList<>(undo.report().reasons(node.id));
        if (!target.made() && target.keepsPartOfNode() && !reasons.remove("changed-since")) {
            throw new Wrong("not reported: kept %s", target);
        }
        Set<String> explained = new HashSet<>(Set.of("changed-since"));
        for (Command command : remaining(node, target)) {
            Set<String> codes = attempt(command).answer().codes();
            boolean stays = command instanceof Command.Trash && holdsMore(node, target);
            Set<String> expected = stays ? Set.of("holds-later-work") : codes;
            if (expected.isEmpty()) {
                throw new Wrong("%s could have been done", command);
            }
            if (reasons.stream().noneMatch(expected::contains)) {
                throw new Wrong("not reported: %s, %s", command, expected);
            }
            explained.addAll(expected);
        }
        for (String reason : reasons) {
            if (!explained.contains(reason)) {
                throw new Wrong("%s: nothing left for the reason %s", node.id, reason);
            }
        }
        if (new HashSet<>(reasons).size() != reasons.size()) {
            throw new Wrong("%s: a reason reported twice, %s", node.id, reasons);
        }
    }

    private boolean holdsMore(Node node, Target target) {
        return target.laterWork() || !drive.children(node).isEmpty();
    }

    /** What would bring the node to where it should be. */
    private List<Command> remaining(Node node, Target target) {
        List<Command> commands = new ArrayList<>();
        String id = node.id;
        if (target.inTrash(before.get(id))) {
            if (!drive.inTrash(node)) {
                commands.add(new Command.Trash(id, null));
            }
        } else if (node.trashed
                || !Objects.equals(target.wanted(Node.PARENT, node.parent), node.parent)
                || !Objects.equals(target.wanted(Node.NAME, node.name), node.name)) {
            commands.add(place(node, target));
        }
        if (!target.made()) {
            remainingAttributes(node, target, commands);
        }
        return commands;
    }

    private void remainingAttributes(Node node, Target target, List<Command> commands) {
        target.wanted().forEach((name, value) -> {
            Object now = node.attributes().get(name);
            boolean same = name.equals(Node.CONTENT) ? hasWantedContent(target) : Objects.equals(now, value);
            if (!same) {
                attribute(node.id, name, value).ifPresent(commands::add);
            }
        });
    }

    private static java.util.Optional<Command> attribute(String id, String name, @Nullable Object value) {
        return java.util.Optional.ofNullable(
                switch (name) {
                    case Node.CONTENT -> new Command.RestoreVersion(id, (Integer) Objects.requireNonNull(value), null);
                    case Node.DESCRIPTION -> new Command.Describe(id, (String) value, null);
                    case Node.TIME -> new Command.SetTime(id, (String) value, null);
                    default -> {
                        if (!name.startsWith(Node.TAG)) {
                            yield null;
                        }
                        String tag = name.substring(Node.TAG.length());
                        yield value == null ? new Command.Untag(id, tag) : new Command.Tag(id, tag);
                    }
                });
    }

    private void requireAccessExplained(Target target) {
        String id = target.node();
        List<String> reasons = undo.report().reasons(id);
        target.wanted().forEach((name, role) -> {
            if (name.startsWith(Node.ACCESS)) {
                String account = name.substring(Node.ACCESS.length());
                if (!Objects.equals(role, role(id, account))) {
                    Set<String> codes =
                            attempt(accessOf(id, account, role)).answer().codes();
                    if (reasons.stream().noneMatch(codes::contains)) {
                        throw new Wrong("not reported: access of %s to %s, %s", account, id, codes);
                    }
                }
            }
        });
    }
}
