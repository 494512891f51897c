package dev.strata.client.sync;

import java.util.Set;

/**
 * What somebody has said when he was asked. It holds for nothing else.
 *
 * @param vanished the files that are to go, by node
 * @param disks the folders that hold what they are meant to hold, by path
 */
record Confirmed(Set<String> vanished, Set<String> disks) {
    static final Confirmed NOTHING = new Confirmed(Set.of(), Set.of());

    boolean isNothing() {
        return vanished.isEmpty() && disks.isEmpty();
    }
}
