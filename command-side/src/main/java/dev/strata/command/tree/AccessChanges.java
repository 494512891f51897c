package dev.strata.command.tree;

import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.SpaceId;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Counts in {@code command.space} and {@code command.account}, in the transaction of a change, so that whoever has worked
 * out what an account may do can tell whether it still may.
 */
@Component
public class AccessChanges {
    private static final String RESOURCE = AccessChanges.class.getName();

    private final JdbcTemplate jdbc;

    AccessChanges(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    private record Changed(Set<UUID> spaces, Set<UUID> accounts) {
        Changed() {
            this(new TreeSet<>(), new TreeSet<>());
        }
    }

    /** The running transaction has moved a folder of this space, or given or taken a right: what it knew is worth nothing. */
    public void count(SpaceId space) {
        changed().spaces().add(space.value());
    }

    /** It has put this account into a group, or out of one. */
    public void count(AccountId account) {
        changed().accounts().add(account.value());
    }

    /** Whether the running transaction has changed something: the count that it reads does not tell. */
    static boolean areUncounted() {
        return CurrentUnitOfWork.map(unitOfWork -> unitOfWork.root().resources().containsKey(RESOURCE))
                .orElse(false);
    }

    private Changed changed() {
        Ways.forget();
        return CurrentUnitOfWork.get().root().getOrComputeResource(RESOURCE, _ -> {
            Changed changed = new Changed();
            // Last of all and in one order, so that nobody waits for a space while he has a node of it.
            CurrentUnitOfWork.get().root().onPrepareCommit(root -> root.onPrepareCommit(_ -> write(changed)));
            return changed;
        });
    }

    private void write(Changed changed) {
        changed.spaces()
                .forEach(space -> jdbc.update(
                        "UPDATE command.space SET access_changes = access_changes + 1 WHERE space_id = ?", space));
        changed.accounts()
                .forEach(account -> jdbc.update(
                        "UPDATE command.account SET access_changes = access_changes + 1 WHERE account_id = ?",
                        account));
    }
}
