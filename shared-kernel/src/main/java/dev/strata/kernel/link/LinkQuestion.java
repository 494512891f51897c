package dev.strata.kernel.link;

import dev.strata.kernel.id.NodeId;
import org.jspecify.annotations.Nullable;

/**
 * What another side asks the command side, signed: may whoever shows this token do this? Only a side can ask.
 *
 * @param pass what the right password was answered with; null if nobody has given one
 * @param nodeId with what; null for the node that the link was made for
 * @param address from where
 */
public record LinkQuestion(
        String token,
        @Nullable String pass,
        LinkAct act,
        @Nullable NodeId nodeId,
        String address) {

    /** Without what opens the link. */
    @Override
    public String toString() {
        return "LinkQuestion[" + act + "]";
    }
}
