package dev.strata.platform.axon;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class LogTailTest {
    private final AtomicInteger asked = new AtomicInteger();
    private final InMemoryEventStorageEngine log = new InMemoryEventStorageEngine() {
        @Override
        public Stream<? extends TrackedEventMessage<?>> readEvents(@Nullable TrackingToken token, boolean mayBlock) {
            asked.incrementAndGet();
            return super.readEvents(token, mayBlock);
        }
    };
    private final LogTail tail = new LogTail(log);

    private void append(int from, int until) {
        log.appendEvents(IntStream.range(from, until)
                .mapToObj(number -> new GenericDomainEventMessage<>("Number", "stream", number, number))
                .toList());
        tail.grow();
    }

    /** Reads on, as a projection does, until nothing follows. */
    private final class Reader {
        private final List<Integer> seen = new ArrayList<>();
        private @Nullable TrackingToken position;

        Reader catchUp() {
            List<TrackedEventMessage<?>> next = tail.after(position);
            while (!next.isEmpty()) {
                next.forEach(event -> seen.add((Integer) event.getPayload()));
                position = next.getLast().trackingToken();
                next = tail.after(position);
            }
            return this;
        }
    }

    private static List<Integer> numbers(int until) {
        return IntStream.range(0, until).boxed().toList();
    }

    @Test
    void eachReaderSeesEachEventOnceAndInOrder() {
        Reader early = new Reader().catchUp();
        append(0, 3);
        Reader late = new Reader().catchUp();
        early.catchUp();
        append(3, 7);

        assertThat(early.catchUp().seen).isEqualTo(numbers(7));
        assertThat(late.catchUp().seen).isEqualTo(numbers(7));
        assertThat(new Reader().catchUp().seen).isEqualTo(numbers(7));
    }

    @Test
    void theLogIsAskedOnceForAllReadersWhoAreUpToDate() {
        append(0, 3);
        List<Reader> readers =
                Stream.generate(() -> new Reader().catchUp()).limit(5).toList();
        asked.set(0);

        append(3, 5);
        readers.forEach(Reader::catchUp);
        readers.forEach(Reader::catchUp);

        assertThat(asked).hasValue(1);
        assertThat(readers).allSatisfy(reader -> assertThat(reader.seen).isEqualTo(numbers(5)));
    }

    @Test
    void whoIsFarBehindReadsFromTheLog() {
        Reader behind = new Reader();
        append(0, 1);
        behind.catchUp();
        Reader ahead = new Reader();
        for (int i = 1; i < 1_200; i++) {
            append(i, i + 1);
            ahead.catchUp();
        }

        assertThat(behind.catchUp().seen).isEqualTo(numbers(1_200));
        assertThat(ahead.seen).isEqualTo(numbers(1_200));
    }

    @Test
    void moreThanOneFetchBringsIsReadToItsEnd() {
        append(0, 2_500);

        assertThat(new Reader().catchUp().seen).isEqualTo(numbers(2_500));
    }

    @Test
    @Timeout(10)
    void anEventIsFoundWithoutASignalToo() throws InterruptedException {
        Reader reader = new Reader().catchUp();
        log.appendEvents(new GenericDomainEventMessage<>("Number", "stream", 0, 0));

        while (reader.catchUp().seen.isEmpty()) {
            TimeUnit.MILLISECONDS.sleep(10);
        }

        assertThat(reader.seen).isEqualTo(numbers(1));
    }
}
