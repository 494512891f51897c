package dev.strata.query.access;

import dev.strata.kernel.grant.Role;
import dev.strata.kernel.node.NodeKind;
import dev.strata.platform.access.Step;
import dev.strata.platform.access.Way;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What an account may do with a node, and how the node looks from there.
 *
 * @param own whether the space is the account's own
 * @param path absolute in the space for its owner, else from the topmost node that was granted
 * @param trashed whether the node or a folder above it is in the trash
 * @param shared whether anybody has been granted the node or a folder above it
 * @param elsewhere whether the account has been granted anything else in the space, maybe something below,
 *     which may have run out
 */
public record Access(
        NodeKind kind, boolean own, Role role, String path, boolean trashed, boolean shared, boolean elsewhere) {

    /**
     * What a way, whose steps tell their names, amounts to; empty if it gives no role. A root folder, which others than
     * the owner see when it was granted, has no name in the path.
     */
    static Optional<Access> of(Way<String> way) {
        List<Step<String>> steps = way.steps();
        boolean own = way.start().own();
        return steps.stream()
                .flatMap(step -> step.roles().stream())
                .reduce(Access::higher)
                .or(() -> own ? Optional.of(Role.OWNER) : Optional.empty())
                .map(granted -> new Access(
                        way.start().kind(),
                        own,
                        own ? Role.OWNER : granted,
                        path(steps.subList(0, own ? steps.size() - 1 : topmostGrant(steps) + 1)),
                        steps.stream().anyMatch(Step::trashed),
                        steps.stream().anyMatch(Step::shared),
                        way.elsewhere()));
    }

    private static int topmostGrant(List<Step<String>> steps) {
        int top = steps.size() - 1;
        while (steps.get(top).roles().isEmpty()) {
            top--;
        }
        return top;
    }

    private static String path(List<Step<String>> steps) {
        return steps.reversed().stream()
                .map(Step::more)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.joining("/", "/", ""));
    }

    /** Whether the account may see the node at all: the trash is the owner's. */
    boolean visible() {
        return !trashed || role == Role.OWNER;
    }

    /** Access to a node in this folder, which is not in the trash itself. */
    public Access below(NodeKind childKind, String name, Collection<Role> granted, boolean childShared) {
        return new Access(
                childKind,
                own,
                granted.stream().reduce(role, Access::higher),
                (path.equals("/") ? "" : path) + "/" + name,
                trashed,
                shared || childShared,
                elsewhere);
    }

    static Role higher(Role one, Role other) {
        return one.includes(other) ? one : other;
    }
}
