package dev.strata.endtoend.model;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Looks at what an undo has left: each attribute is what it should be, or the report names a reason, and that holds. */
final class UndoCheck {
    private final Drive before;
    private final Drive drive;
    private final Report report;
    private final Function<Command, Set<String>> refusal;

    /**
     * Compares.
     *
     * @param drive after the undo
     * @param refusal with which codes a command would be refused now; none if it would be obeyed
     */
    UndoCheck(Drive before, Drive drive, Report report, Function<Command, Set<String>> refusal) {
        this.before = before;
        this.drive = drive;
        this.report = report;
        this.refusal = refusal;
    }

    /** Nothing is different but what should be, and that is as it should be. */
    void requireOnlyWanted(Node was, @Nullable Target target, @Nullable Target access) {
        Map<String, @Nullable Object> old = attributes(before, was.id);
        Map<String, @Nullable Object> now = attributes(drive, was.id);
        Set<String> names = new LinkedHashSet<>(old.keySet());
        names.addAll(now.keySet());
        for (String name : names) {
            Target mine = name.startsWith(Node.ACCESS) ? access : target;
            boolean same = Objects.equals(old.get(name), now.get(name));
            if (!same && (mine == null || !isWanted(was, mine, name, now.get(name)))) {
                throw new Undoing.Wrong(
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
    void requireExplained(Target target) {
        Node node = drive.get(target.node());
        List<String> reasons = new ArrayList<>(report.reasons(node.id));
        if (!target.made() && target.keepsPartOfNode() && !reasons.remove("changed-since")) {
            throw new Undoing.Wrong("not reported: kept %s", target);
        }
        Set<String> explained = new HashSet<>(Set.of("changed-since"));
        for (Command command : remaining(node, target)) {
            Set<String> codes = refusal.apply(command);
            boolean stays = command instanceof Command.Trash && holdsMore(node, target);
            Set<String> expected = stays ? Set.of("holds-later-work") : codes;
            if (expected.isEmpty()) {
                throw new Undoing.Wrong("%s could have been done", command);
            }
            if (reasons.stream().noneMatch(expected::contains)) {
                throw new Undoing.Wrong("not reported: %s, %s", command, expected);
            }
            explained.addAll(expected);
        }
        for (String reason : reasons) {
            if (!explained.contains(reason)) {
                throw new Undoing.Wrong("%s: nothing left for the reason %s", node.id, reason);
            }
        }
        if (new HashSet<>(reasons).size() != reasons.size()) {
            throw new Undoing.Wrong("%s: a reason reported twice, %s", node.id, reasons);
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
            commands.add(Undoing.place(node, target));
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

    private static Optional<Command> attribute(String id, String name, @Nullable Object value) {
        return Optional.ofNullable(
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

    void requireAccessExplained(Target target) {
        String id = target.node();
        List<String> reasons = report.reasons(id);
        target.wanted().forEach((name, role) -> {
            if (name.startsWith(Node.ACCESS)) {
                String account = name.substring(Node.ACCESS.length());
                if (!Objects.equals(role, Undoing.role(drive, id, account))) {
                    Set<String> codes = refusal.apply(Undoing.access(id, account, role));
                    if (reasons.stream().noneMatch(codes::contains)) {
                        throw new Undoing.Wrong("not reported: access of %s to %s, %s", account, id, codes);
                    }
                }
            }
        });
    }
}
