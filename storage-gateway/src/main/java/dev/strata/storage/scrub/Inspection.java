package dev.strata.storage.scrub;

import dev.strata.storage.chunk.CorruptChunkException;
import dev.strata.storage.index.Location;
import dev.strata.storage.key.DataKeys;
import dev.strata.storage.pack.CorruptPackException;
import dev.strata.storage.pack.PackEntry;
import dev.strata.storage.pack.PackOpener;
import dev.strata.storage.pack.PackTail;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * What a copy of a pack is worth.
 *
 * @param good chunks that were opened
 * @param bad chunks that should be there and are not, or not as they were
 * @param findings what is wrong with it; empty if nothing is
 */
record Inspection(PackCopy copy, List<Location> good, List<Location> bad, List<String> findings) {

    /**
     * Verifies everything in a copy.
     *
     * @param chunks that are needed of it
     * @throws IOException if its key is not known: then nothing can be said
     */
    static Inspection of(PackCopy copy, UUID keyId, List<Location> chunks, DataKeys keys) throws IOException {
        List<String> findings = new ArrayList<>(copy.findings());
        List<Location> good = new ArrayList<>();
        List<Location> bad = new ArrayList<>();
        PackOpener opener = new PackOpener(copy.pack(), keys.find(keyId));
        for (Location chunk : chunks) {
            try {
                opener.open(chunk.entry(), copy.bytes());
                good.add(chunk);
            } catch (CorruptChunkException e) {
                bad.add(chunk);
            }
        }
        if (!bad.isEmpty()) {
            findings.add("%d of %d needed chunks are damaged".formatted(bad.size(), chunks.size()));
        }
        checkTail(copy, chunks, keys, findings);
        return new Inspection(copy, List.copyOf(good), List.copyOf(bad), List.copyOf(findings));
    }

    private static void checkTail(PackCopy copy, List<Location> chunks, DataKeys keys, List<String> findings)
            throws IOException {
        PackTail tail;
        try {
            tail = PackTail.of(copy.pack(), copy.bytes(), keys::find);
        } catch (CorruptPackException e) {
            findings.add(String.valueOf(e.getMessage()));
            return;
        }
        long altered = tail.entries().stream()
                .filter(entry -> !entry.matches(copy.bytes()))
                .count();
        if (altered > 0) {
            findings.add("%d of %d chunks do not have their checksum"
                    .formatted(altered, tail.entries().size()));
        }
        Set<PackEntry> listed = new HashSet<>(
                tail.entries().stream().map(PackTail.Indexed::entry).toList());
        long unlisted =
                chunks.stream().filter(chunk -> !listed.contains(chunk.entry())).count();
        if (unlisted > 0) {
            findings.add("its index does not name %d chunks".formatted(unlisted));
        }
    }

    boolean isWhole() {
        return findings.isEmpty();
    }
}
