package dev.strata.command.undo;

import dev.strata.command.grant.Grants;
import dev.strata.command.grant.SharedOn;
import dev.strata.command.transaction.CommandTransaction.Dispatch;
import dev.strata.command.tree.SiblingNames;
import dev.strata.command.undo.domain.NodeTarget;
import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.NodeId;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Begins restorations. */
@Component
class Restorations {
    private final SiblingNames siblings;
    private final Grants grants;
    private final SharedOn sharedOn;
    private final Kinship kinship;

    Restorations(SiblingNames siblings, Grants grants, SharedOn sharedOn, Kinship kinship) {
        this.siblings = siblings;
        this.grants = grants;
        this.sharedOn = sharedOn;
        this.kinship = kinship;
    }

    Restoration begin(Dispatch dispatch, AccountId by, Map<NodeId, NodeTarget> targets) {
        UndoLog log = new UndoLog();
        Dispatch asSeen = new AsSeen(dispatch, targets.values());
        Places places = new Places(asSeen, by, siblings, kinship, log, targets);
        return new Restoration(asSeen, by, grants, sharedOn, log, targets, places);
    }
}
