package dev.strata.command.tree;

import dev.strata.kernel.id.SpaceId;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Counts in {@code command.space}, in the transaction of a change, so that whoever has worked out what an account may do
 * can tell whether it still may.
 */
@Component
public class AccessChanges {
    private static final String RESOURCE = AccessChanges.class.getName();

    private final JdbcTemplate jdbc;

    AccessChanges(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** The running transaction has moved a folder of this space or given or taken a right: what it knew is worth nothing. */
    public void count(SpaceId space) {
        Ways.forget();
        Optional<Set<SpaceId>> spaces =
                CurrentUnitOfWork.map(unitOfWork -> unitOfWork.root().getOrComputeResource(RESOURCE, _ -> {
                    Set<SpaceId> changed = new TreeSet<>(Comparator.comparing(SpaceId::value));
                    // Last of all and in one order, so that nobody waits for a space while he has a node of it.
                    unitOfWork.root().onPrepareCommit(root -> root.onPrepareCommit(_ -> changed.forEach(this::write)));
                    return changed;
                }));
        spaces.ifPresentOrElse(changed -> changed.add(space), () -> write(space));
    }

    /** Whether the running transaction has: the count that it reads does not tell. */
    static boolean areUncounted() {
        return CurrentUnitOfWork.map(unitOfWork -> unitOfWork.root().resources().containsKey(RESOURCE))
                .orElse(false);
    }

    private void write(SpaceId space) {
        jdbc.update("UPDATE command.space SET access_changes = access_changes + 1 WHERE space_id = ?", space.value());
    }
}
