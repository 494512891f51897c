package dev.strata.sync.transport;

import dev.strata.platform.kafka.Place;
import dev.strata.platform.kafka.RelayedEvent;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Puts the events of all partitions back into the order in which they were relayed. An event is given out when the one
 * before it was, so nothing that the topic has lost is passed over. A run of the relay takes the place of the one before it
 * as soon as all is known that came before that run.
 */
final class Chain {
    private static final int WAITING_MAX = 1_000;

    private final TreeMap<Place, RelayedEvent> waiting = new TreeMap<>();
    private Place place;
    private boolean broken;

    /** @param place of the last event that is known */
    @SuppressWarnings("MissingSummary")
    Chain(Place place) {
        this.place = place;
    }

    /**
     * Takes what was read, in the order of its partition. Answers whether it is the event that was given up: then what was
     * passed over meanwhile is to be read again.
     */
    boolean offer(RelayedEvent event) {
        boolean known = event.place().compareTo(place) <= 0;
        boolean late = broken && event.place().equals(place.next());
        if (!known && (!broken || late || follows(event))) {
            broken = false;
            waiting.put(event.place(), event);
        }
        return late;
    }

    /** Whether the event is of a later run that brings all that is not known. */
    private boolean follows(RelayedEvent event) {
        return event.place().generation() > place.generation() && event.after().compareTo(place) <= 0;
    }

    /** The event whose turn it is; null if it was not read yet. */
    @Nullable
    RelayedEvent next() {
        RelayedEvent next = waiting.remove(place.next());
        while (next == null && changeRun()) {
            next = waiting.remove(place.next());
        }
        if (next != null) {
            place = next.place();
        }
        return next;
    }

    private boolean changeRun() {
        Place run = place;
        Map.Entry<Place, RelayedEvent> found;
        do {
            run = Place.beginningOf(run.generation() + 1);
            found = waiting.ceilingEntry(run);
            run = found == null ? run : found.getKey();
        } while (found != null && !follows(found.getValue()));
        if (found != null) {
            place = Place.beginningOf(run.generation());
            waiting.headMap(place).clear();
        }
        return found != null;
    }

    Place place() {
        return place;
    }

    /** Whether there are events whose turn it is not. */
    boolean isWaiting() {
        return broken || !waiting.isEmpty();
    }

    /** The partitions of which enough is waiting, because others come first. */
    Set<Integer> full() {
        return waiting.size() < WAITING_MAX
                ? Set.of()
                : waiting.values().stream()
                        .collect(Collectors.groupingBy(RelayedEvent::partition, Collectors.counting()))
                        .entrySet()
                        .stream()
                        .filter(partition -> partition.getValue() >= WAITING_MAX)
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toSet());
    }

    /** The event whose turn it is may not come any more: it, or a run of the relay that begins at or before it, can help. */
    void giveUp() {
        waiting.clear();
        broken = true;
    }
}
