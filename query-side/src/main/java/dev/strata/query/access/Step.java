package dev.strata.query.access;

import dev.strata.kernel.grant.Role;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.node.NodeKind;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One node on the way from a node up to the root of its space.
 *
 * @param start where the way begins
 * @param nodeId the node itself
 * @param own whether the space is the account's own
 * @param roles that the account was granted on this node
 * @param shared whether anybody was granted anything on this node
 */
record Step(
        NodeId start,
        NodeId nodeId,
        NodeKind kind,
        String name,
        boolean trashed,
        boolean own,
        List<Role> roles,
        boolean shared) {

    /** What the way, from the node up, amounts to; empty if it gives no role. */
    static Optional<Access> access(List<Step> way) {
        boolean own = way.getFirst().own();
        return way.stream()
                .flatMap(step -> step.roles().stream())
                .reduce(Access::higher)
                .or(() -> own ? Optional.of(Role.OWNER) : Optional.empty())
                .map(granted -> new Access(
                        way.getFirst().kind(),
                        own,
                        own ? Role.OWNER : granted,
                        path(own ? way.subList(0, way.size() - 1) : way.subList(0, topmostGrant(way) + 1)),
                        way.stream().anyMatch(Step::trashed),
                        way.stream().anyMatch(Step::shared)));
    }

    private static int topmostGrant(List<Step> way) {
        int top = way.size() - 1;
        while (way.get(top).roles().isEmpty()) {
            top--;
        }
        return top;
    }

    /** A root folder, which others than the owner see when it was granted, has no name. */
    private static String path(List<Step> way) {
        return way.reversed().stream()
                .map(Step::name)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.joining("/", "/", ""));
    }
}
