package dev.strata.endtoend.model;

import java.util.ArrayList;
import java.util.List;

/** Says how an account gets rid of all that it has, so that another life can begin in its home. */
final class Tidying {
    private Tidying() {}

    static List<Command> commands(Drive drive, String account) {
        List<Command> commands = new ArrayList<>();
        for (Node node : drive.nodes.values()) {
            if (drive.owns(account, node)) {
                boolean root = node.parent == null;
                boolean top = !root && drive.get(String.valueOf(node.parent)).parent == null;
                if (node.held) {
                    commands.add(new Command.LiftHold(node.id));
                }
                if (root) {
                    drive.grantsOn(node).forEach(grant -> commands.add(new Command.Revoke(node.id, grant.account())));
                }
                if (top && !node.trashed && node.isLockedFor(account)) {
                    commands.add(new Command.Unlock(node.id, true));
                }
                if (top && !node.trashed) {
                    commands.add(new Command.Trash(node.id, null));
                }
            }
        }
        commands.add(new Command.EmptyTrash());
        return commands;
    }
}
