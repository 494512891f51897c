package dev.strata.sync.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strata.platform.kafka.Place;
import dev.strata.sync.SyncServer;
import dev.strata.testing.Await;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Two processes that take themselves for the reader; the claim on the token is another fence. */
class KafkaOffsetsTest {
    private static final ReadFrom FIRST = new ReadFrom("topic", 0, 10, new Place(1, 0), 100);
    private static final ReadFrom SECOND = new ReadFrom("topic", 1, 20, new Place(1, 1), 101);

    private final SyncServer server = SyncServer.shared();
    private final KafkaOffsets offsets = new KafkaOffsets(server.sql());
    private final TransactionTemplate transaction =
            new TransactionTemplate(server.bean(PlatformTransactionManager.class));

    @AfterEach
    void clear() {
        offsets.clear();
    }

    private void store(ReadFrom event) {
        transaction.executeWithoutResult(_ -> offsets.store(event));
    }

    private boolean somebodyWaits() {
        return server.sql()
                .sql("SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted)")
                .query(Boolean.class)
                .single();
    }

    @Test
    void anEventIsStoredOnceAndNoneBeforeIt() {
        store(FIRST);
        store(SECOND);

        assertThatThrownBy(() -> store(SECOND)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> store(FIRST)).isInstanceOf(IllegalStateException.class);
        assertThat(offsets.place()).isEqualTo(new Place(1, 1));
        assertThat(offsets.next("topic", new Place(1, 1))).containsEntry(0, 11L).containsEntry(1, 21L);
    }

    @Test
    void whoKnowsLessThanIsStoredPassesNothing() {
        store(FIRST);
        store(SECOND);

        assertThat(offsets.next("topic", new Place(1, 0))).containsOnlyKeys(0);
    }

    /** The second does not see what the first has stored until it has waited for it. */
    @Test
    void ofTwoWhoStoreAnEventAtOnceOneFails() {
        CompletableFuture<Void> second = transaction.execute(_ -> {
            offsets.store(FIRST);
            CompletableFuture<Void> other = CompletableFuture.runAsync(() -> store(FIRST));
            Await.until(Duration.ofSeconds(10), "the other one waits", this::somebodyWaits);
            return other;
        });

        assertThatThrownBy(second::join).cause().isInstanceOf(IllegalStateException.class);
        assertThat(offsets.place()).isEqualTo(new Place(1, 0));
    }
}
