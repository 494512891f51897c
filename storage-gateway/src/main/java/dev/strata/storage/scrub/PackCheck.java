package dev.strata.storage.scrub;

import dev.strata.storage.index.Location;
import dev.strata.storage.index.PackSwap;
import dev.strata.storage.key.DataKeys;
import dev.strata.storage.pack.MissingObjectException;
import dev.strata.storage.pack.PackStores;
import dev.strata.storage.pack.StoreUnavailableException;
import dev.strata.storage.pack.StoredName;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Reads one pack, and sees to it that what is damaged is known, and repaired if it can be. */
@Component
class PackCheck {
    private static final Logger LOG = LoggerFactory.getLogger(PackCheck.class);

    private final PackReceipts receipts;
    private final PackSwap swap;
    private final PackStores stores;
    private final DataKeys keys;
    private final PackRepair repair;
    private final MeterRegistry meters;

    PackCheck(
            PackReceipts receipts,
            PackSwap swap,
            PackStores stores,
            DataKeys keys,
            PackRepair repair,
            MeterRegistry meters) {
        this.receipts = receipts;
        this.swap = swap;
        this.stores = stores;
        this.keys = keys;
        this.repair = repair;
        this.meters = meters;
    }

    /** What was read of a pack; no inspection if its object is missing. */
    private record Seen(
            DuePack pack, List<Location> chunks, @Nullable Inspection inspection) {
        boolean isWhole() {
            return inspection != null && inspection.isWhole();
        }

        List<Location> bad() {
            return inspection == null ? chunks : inspection.bad();
        }

        String finding() {
            return inspection == null
                    ? "it is missing in the store " + pack.store()
                    : String.join("; ", inspection.findings());
        }
    }

    void run(DuePack pack) {
        try {
            Optional<Seen> seen = look(pack);
            if (seen.isPresent() && !seen.get().isWhole()) {
                LOG.warn("pack {}: {}; reading it again", pack.id(), seen.get().finding());
                seen = look(pack); // The first time may have been the cable's fault, or a collection's.
            }
            seen.ifPresent(this::record);
        } catch (IOException | RuntimeException e) {
            LOG.warn("pack {} cannot be verified now", pack.id(), e);
            receipts.unread(pack, 0, "It cannot be verified now: " + e.getMessage());
            count("unread", pack);
        }
    }

    /** Empty if the pack has gone. */
    private Optional<Seen> look(DuePack known) throws IOException {
        Optional<DuePack> now = receipts.find(known.id());
        if (now.isEmpty()) {
            return Optional.empty();
        }
        DuePack pack = now.get();
        List<Location> chunks = swap.chunksOf(pack.id());
        try {
            PackCopy copy = PackCopy.read(stores.get(pack.store()), pack.id(), pack.length());
            return Optional.of(new Seen(pack, chunks, Inspection.of(copy, pack.keyId(), chunks, keys)));
        } catch (MissingObjectException missing) {
            requireAny(pack.store());
            return Optional.of(new Seen(pack, chunks, null));
        }
    }

    /** A disk that is not mounted, or another bucket than before, has nothing at all. */
    private void requireAny(String store) throws IOException {
        for (StoredName.Kind kind : StoredName.Kind.values()) {
            try (Stream<StoredName> names = stores.get(store).list(kind)) {
                if (names.findAny().isPresent()) {
                    return;
                }
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        }
        throw new StoreUnavailableException("the store %s is empty: is it the right one?".formatted(store), null);
    }

    private void record(Seen seen) {
        if (seen.isWhole()) {
            receipts.verified(seen.pack(), seen.chunks().size());
            count("good", seen.pack());
            return;
        }
        DuePack pack = seen.pack();
        List<Location> bad = seen.bad();
        LOG.error("pack {} in the store {} is damaged: {}", pack.id(), pack.store(), seen.finding());
        receipts.markBad(pack.id(), bad);
        String finding = seen.finding();
        try {
            repair(seen);
        } catch (IOException e) {
            LOG.error("the damaged pack {} could not be repaired", pack.id(), e);
            finding = finding + "; the repair failed: " + e.getMessage();
        }
        int left = receipts.damaged(pack, seen.chunks().size(), bad.size(), finding);
        count("damaged", pack);
        meters.counter("strata.scrub.chunks", "result", "bad").increment(bad.size());
        meters.counter("strata.scrub.chunks", "result", "repaired").increment(Math.max(0, bad.size() - left));
    }

    private void repair(Seen seen) throws IOException {
        List<Inspection> copies = new ArrayList<>();
        if (seen.inspection() != null) {
            copies.add(seen.inspection());
        }
        List<Inspection> others = repair.fromOtherStores(seen.pack(), seen.bad());
        copies.addAll(others);
        repair.run(
                seen.pack(),
                copies,
                others.isEmpty() ? seen.bad() : others.getLast().bad());
    }

    private void count(String result, DuePack pack) {
        meters.counter("strata.scrub.packs", "result", result).increment();
        meters.counter("strata.scrub.bytes").increment(pack.length());
    }
}
