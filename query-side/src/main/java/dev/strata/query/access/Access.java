package dev.strata.query.access;

import dev.strata.kernel.grant.Role;
import dev.strata.kernel.node.NodeKind;
import java.util.Collection;

/**
 * What an account may do with a node, and how the node looks from there.
 *
 * @param own whether the space is the account's own
 * @param path absolute in the space for its owner, else from the topmost node that was granted
 * @param trashed whether the node or a folder above it is in the trash
 * @param shared whether anybody has been granted the node or a folder above it
 */
public record Access(NodeKind kind, boolean own, Role role, String path, boolean trashed, boolean shared) {

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
                shared || childShared);
    }

    static Role higher(Role one, Role other) {
        return one.includes(other) ? one : other;
    }
}
