package dev.strata.sync.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.testing.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What every transport promises to an {@link EventReceiver}. Each adapter extends this class and lets a {@link
 * RecordingReceiver} receive.
 */
public abstract class EventTransportContract {
    private static final Duration SOON = Duration.ofSeconds(30);

    /** Commits the next event of a stream, in a transaction of its own. */
    protected abstract void commit(UUID stream);

    /** The running receiver. */
    protected abstract RecordingReceiver receiver();

    /** Ends the process that runs the transport, and starts another. */
    protected abstract void restartProcess();

    protected abstract JdbcClient sql();

    private void commit(UUID stream, int count) {
        for (int i = 0; i < count; i++) {
            commit(stream);
        }
    }

    private List<RecordingReceiver.Received> received(UUID stream) {
        return RecordingReceiver.received(sql(), stream);
    }

    private void awaitVersions(UUID stream, int count) {
        Await.until(
                SOON,
                "%d events of %s".formatted(count, stream),
                () -> received(stream).size() >= count);
        assertThat(received(stream).stream().map(RecordingReceiver.Received::version))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, count).boxed().toList());
    }

    @Test
    void deliversTheEventsOfAStreamInTheirOrder() {
        UUID stream = UUID.randomUUID();
        commit(stream, 25);
        awaitVersions(stream, 25);
    }

    @Test
    void deliversWhatManyWriteAtOnceCompletely() throws InterruptedException {
        List<UUID> streams = new ArrayList<>();
        List<Thread> writers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            UUID stream = UUID.randomUUID();
            streams.add(stream);
            writers.add(Thread.ofPlatform().start(() -> commit(stream, 25)));
        }
        for (Thread writer : writers) {
            writer.join();
        }
        streams.forEach(stream -> awaitVersions(stream, 25));
    }

    @Test
    void noTwoEventsShareAPositionOrAnId() {
        UUID stream = UUID.randomUUID();
        commit(stream, 10);
        awaitVersions(stream, 10);
        assertThat(received(stream).stream().map(RecordingReceiver.Received::position))
                .doesNotHaveDuplicates()
                .isSorted();
        assertThat(received(stream).stream().map(RecordingReceiver.Received::id))
                .doesNotHaveDuplicates();
    }

    /** The rows of the attempt that failed are gone, because they and the position are one transaction. */
    @Test
    void deliversAgainWhatTheReceiverFailedOn() {
        UUID stream = UUID.randomUUID();
        receiver().failOnceAt(stream, 3);
        commit(stream, 5);
        awaitVersions(stream, 5);
        assertThat(receiver().failures()).isPositive();
    }

    @Test
    void goesOnWhereItWasAfterARestart() {
        UUID stream = UUID.randomUUID();
        commit(stream, 5);
        awaitVersions(stream, 5);
        restartProcess();
        commit(stream, 5);
        awaitVersions(stream, 10);
    }
}
