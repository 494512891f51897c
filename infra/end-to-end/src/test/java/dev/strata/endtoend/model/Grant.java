package dev.strata.endtoend.model;

import org.jspecify.annotations.Nullable;

/** A role on a node for an account; the id is null if nobody has been told it. */
record Grant(@Nullable String id, String node, String account, Role role, long version, String by) {
    Grant changed(Role other, String changer) {
        return new Grant(id, node, account, other, version + 1, changer);
    }
}
