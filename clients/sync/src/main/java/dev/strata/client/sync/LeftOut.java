package dev.strata.client.sync;

import dev.strata.client.sync.Place.Slot;
import java.util.Set;

/**
 * What of the server's tree this machine does not keep in sync.
 *
 * @param folders that hold some of it, and must not go with it
 * @param slots that it takes
 */
record LeftOut(Set<String> folders, Set<Slot> slots) {
    static final LeftOut NOTHING = new LeftOut(Set.of(), Set.of());
}
