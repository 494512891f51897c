package dev.strata.sync.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.platform.kafka.Place;
import dev.strata.platform.kafka.RelayedEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChainTest {
    private static final int PARTITIONS = 3;
    private static final int LOG = 200;

    private final Chain chain = new Chain(Place.START);

    private static RelayedEvent event(int partition, Place place, Place after, long position) {
        return new RelayedEvent(
                place,
                after,
                position,
                GapAwareTrackingToken.newInstance(position, Set.of()),
                new ConsumerRecord<>("events", partition, 0, new byte[0], new byte[0]));
    }

    private static RelayedEvent event(long generation, long sequence, Place after) {
        return event(0, new Place(generation, sequence), after, sequence);
    }

    private List<Place> drain() {
        List<Place> places = new ArrayList<>();
        for (RelayedEvent next = chain.next(); next != null; next = chain.next()) {
            places.add(next.place());
        }
        return places;
    }

    @Test
    void waitsForTheOneBefore() {
        chain.offer(event(1, 1, Place.START));
        assertThat(drain()).isEmpty();
        chain.offer(event(1, 0, Place.START));
        assertThat(drain()).containsExactly(new Place(1, 0), new Place(1, 1));
    }

    @Test
    void anotherRunIsFollowedOnceAllBeforeItIsKnown() {
        chain.offer(event(1, 0, Place.START));
        chain.offer(event(2, 0, new Place(1, 1)));
        assertThat(drain()).containsExactly(new Place(1, 0));
        chain.offer(event(1, 1, Place.START));
        assertThat(drain()).containsExactly(new Place(1, 1), new Place(2, 0));
    }

    @Test
    void whatTheRunBeforeHasSentBeyondIsLeftOut() {
        chain.offer(event(1, 0, Place.START));
        chain.offer(event(1, 2, Place.START));
        chain.offer(event(2, 0, new Place(1, 0)));
        chain.offer(event(1, 3, Place.START));
        assertThat(drain()).containsExactly(new Place(1, 0), new Place(2, 0));
        assertThat(chain.isWaiting()).isFalse();
    }

    @Test
    void afterALossOnlyARunThatBeginsBeforeItHelps() {
        chain.offer(event(1, 0, Place.START));
        assertThat(drain()).hasSize(1);
        chain.offer(event(1, 2, Place.START));
        chain.giveUp();
        chain.offer(event(1, 3, Place.START));
        chain.offer(event(2, 0, new Place(1, 3)));
        assertThat(drain()).isEmpty();
        assertThat(chain.isWaiting()).isTrue();
        chain.offer(event(3, 0, Place.START));
        assertThat(drain()).containsExactly(new Place(3, 0));
    }

    @Test
    void whatComesAfterAllIsFollowedByWhatWasPassedOver() {
        chain.offer(event(1, 0, Place.START));
        chain.offer(event(1, 2, Place.START));
        assertThat(drain()).hasSize(1);
        chain.giveUp();
        assertThat(chain.offer(event(1, 3, Place.START))).isFalse();
        assertThat(chain.offer(event(1, 1, Place.START))).isTrue();
        assertThat(chain.offer(event(1, 2, Place.START))).isFalse();
        chain.offer(event(1, 3, Place.START));
        assertThat(drain()).containsExactly(new Place(1, 1), new Place(1, 2), new Place(1, 3));
        assertThat(chain.isWaiting()).isFalse();
    }

    /** A relay that dies at any moment, partitions that are read in any order: every event of the log, in its order. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void givesOutTheLog(long seed) {
        Random random = new Random(seed);
        List<List<RelayedEvent>> partitions = relay(random);
        List<Long> log = new ArrayList<>();
        while (partitions.stream().anyMatch(partition -> !partition.isEmpty())) {
            List<RelayedEvent> partition = partitions.get(random.nextInt(PARTITIONS));
            for (int i = random.nextInt(20); i > 0 && !partition.isEmpty(); i--) {
                chain.offer(partition.removeFirst());
            }
            for (RelayedEvent next = chain.next(); next != null; next = chain.next()) {
                if (log.isEmpty() || next.position() > log.getLast()) {
                    log.add(next.position());
                }
            }
        }
        assertThat(log).hasSize(LOG).isSorted();
        assertThat(chain.isWaiting()).isFalse();
    }

    /** What is in the partitions in the end. */
    private static List<List<RelayedEvent>> relay(Random random) {
        List<List<RelayedEvent>> partitions = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        Place acknowledged = Place.START;
        int stored = 0;
        for (long generation = 0; stored < LOG; generation++) {
            Place after = acknowledged;
            Place place = Place.beginningOf(generation);
            boolean alive = true;
            int sent = stored;
            while (alive && sent < LOG) {
                int batch = Math.min(LOG - sent, 1 + random.nextInt(10));
                alive = random.nextInt(4) > 0;
                for (int i = 0; i < batch; i++) {
                    place = place.next();
                    int partition = (sent + i) * 7 % PARTITIONS;
                    if (alive || random.nextBoolean()) {
                        partitions.get(partition).add(event(partition, place, after, sent + i));
                    }
                }
                sent += batch;
                if (alive) {
                    stored = sent;
                    acknowledged = place;
                }
            }
        }
        return partitions;
    }
}
