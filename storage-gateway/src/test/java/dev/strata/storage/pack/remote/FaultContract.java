package dev.strata.storage.pack.remote;

import static dev.strata.storage.pack.remote.Fault.ALTER_DOWNLOAD;
import static dev.strata.storage.pack.remote.Fault.BLACK_HOLE;
import static dev.strata.storage.pack.remote.Fault.DENIED;
import static dev.strata.storage.pack.remote.Fault.LOSE_ANSWER;
import static dev.strata.storage.pack.remote.Fault.RESET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.strata.storage.chunk.ChunkStoreException;
import dev.strata.storage.pack.AlteredObjectException;
import dev.strata.storage.pack.PackStore;
import dev.strata.storage.pack.StoreUnavailableException;
import dev.strata.storage.pack.StoredName;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Predicate;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each fault heals by another attempt, or is told in time; what was acknowledged is there, and what is read is right. */
public abstract class FaultContract {
    protected static final int ALWAYS = Integer.MAX_VALUE;
    protected static final Predicate<String> PUT = request -> request.startsWith("PUT ");
    private static final Duration IN_TIME = Duration.ofSeconds(20);
    private static final Predicate<String> GET = request -> request.startsWith("GET ");
    private static final Predicate<String> ANY = request -> true;

    protected final String bucket = "strata-" + UUID.randomUUID();
    private final StoredName pack = StoredName.pack(UUID.randomUUID());
    private final byte[] bytes = random(50_000);
    private FaultProxy proxy;
    private PackStore store;
    private PackStore direct;

    protected abstract URI server();

    /** A store in {@link #bucket}, which may be created, that sends parts of 5 MB. */
    protected abstract PackStore open(URI endpoint, Map<String, String> patience) throws IOException;

    /** Whether this sends a part of an object, or all of it. */
    protected abstract boolean isPart(String request);

    protected abstract boolean isSecondPart(String request);

    protected abstract boolean isCompletion(String request);

    @BeforeEach
    void open() throws IOException {
        proxy = new FaultProxy(server());
        direct = open(server(), Map.of());
        store = openThroughProxy("2s");
        proxy.seen().clear();
    }

    private PackStore openThroughProxy(String timeout) throws IOException {
        Map<String, String> patience = Map.of(
                "connect-timeout", timeout,
                "read-timeout", timeout,
                "write-timeout", timeout,
                "call-timeout", "6s",
                "attempts", "4",
                "give-up-after", "10s",
                "pause-min", "10ms",
                "pause-max", "40ms",
                "breaker-pause", "500ms");
        return open(URI.create(proxy.endpoint() + server().getPath()), patience);
    }

    @AfterEach
    void close() throws IOException {
        store.close();
        direct.close();
        proxy.close();
    }

    protected FaultProxy proxy() {
        return proxy;
    }

    /** Where no answer comes at all, it is not waited for any longer than it has to be. */
    private void fail(Predicate<String> requests, Fault fault, int times) throws IOException {
        if (fault == Fault.BLACK_HOLE) {
            store.close();
            store = openThroughProxy("700ms");
        }
        proxy.fail(requests, fault, times);
    }

    @ParameterizedTest
    @EnumSource(names = {"BLACK_HOLE", "RESET", "SLOW_DOWN", "CUT_UPLOAD", "LOSE_ANSWER", "LIE"})
    void aPutHeals(Fault fault) throws IOException {
        fail(PUT, fault, 2);

        put(bytes);

        assertThat(stored(bytes.length)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @EnumSource(names = {"BLACK_HOLE", "RESET", "SLOW_DOWN", "CUT_UPLOAD", "LIE"})
    void aPutThatNeverSucceedsIsNotAcknowledged(Fault fault) throws IOException {
        fail(PUT, fault, ALWAYS);

        assertToldInTime(() -> put(bytes)).isInstanceOf(StoreUnavailableException.class);

        try (var names = direct.list(StoredName.Kind.PACK)) {
            assertThat(names).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"BLACK_HOLE", "RESET", "SLOW_DOWN", "CUT_DOWNLOAD", "LOSE_ANSWER", "ALTER_DOWNLOAD"})
    void aReadHeals(Fault fault) throws IOException {
        put(bytes);
        fail(GET, fault, 2);

        assertThat(read(store, bytes.length)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @EnumSource(names = {"BLACK_HOLE", "RESET", "SLOW_DOWN", "CUT_DOWNLOAD", "LOSE_ANSWER"})
    void aReadThatNeverSucceedsIsTold(Fault fault) throws IOException {
        put(bytes);
        fail(GET, fault, ALWAYS);

        assertToldInTime(() -> read(store, 1000)).isInstanceOf(StoreUnavailableException.class);
    }

    @Test
    void anObjectThatIsAlwaysAlteredIsNeverHandedOut() throws IOException {
        put(bytes);
        proxy.fail(GET, ALTER_DOWNLOAD, ALWAYS);

        assertToldInTime(() -> read(store, bytes.length)).isInstanceOf(AlteredObjectException.class);
    }

    @Test
    void aRefusalIsNotTriedAgain() {
        proxy.fail(PUT, DENIED, ALWAYS);

        assertToldInTime(() -> put(bytes))
                .isNotInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("403 AccessDenied");
        assertThat(proxy.seen()).filteredOn(PUT).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"RESET", "SLOW_DOWN", "LOSE_ANSWER"})
    void aDeletionHeals(Fault fault) throws IOException {
        put(bytes);
        proxy.fail(request -> request.startsWith("DELETE "), fault, 2);

        assertThat(store.delete(pack)).isTrue();

        assertThat(direct.delete(pack)).isFalse();
    }

    @Test
    void aDeadServerIsLeftAloneAndThenTriedAgain() throws IOException {
        put(bytes);
        proxy.fail(ANY, RESET, ALWAYS);
        for (int i = 0; i < 5; i++) {
            assertToldInTime(() -> store.length(pack)).isInstanceOf(StoreUnavailableException.class);
        }
        int asked = proxy.seen().size();

        proxy.heal();
        proxy.fail(ANY, BLACK_HOLE, ALWAYS);
        long begin = System.nanoTime();
        assertToldInTime(() -> store.length(pack)).hasMessageContaining("left alone");
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofMillis(500));
        assertThat(proxy.seen()).hasSize(asked);

        proxy.heal();
        await().atMost(IN_TIME)
                .ignoreException(StoreUnavailableException.class)
                .until(() -> store.length(pack) == bytes.length);
    }

    @ParameterizedTest
    @EnumSource(names = {"SLOW_DOWN", "RESET", "CUT_UPLOAD", "LOSE_ANSWER"})
    void aPartIsSentAgain(Fault fault) throws IOException {
        byte[] large = random(11_000_000);
        proxy.fail(this::isSecondPart, fault, 1);

        put(large);

        assertThat(stored(large.length)).isEqualTo(large);
        assertThat(proxy.seen()).filteredOn(this::isPart).hasSize(4);
    }

    @Test
    void aCompletionWhoseAnswerIsLostIsLookedFor() throws IOException {
        byte[] large = random(11_000_000);
        proxy.fail(this::isCompletion, LOSE_ANSWER, 1);

        put(large);

        assertThat(stored(large.length)).isEqualTo(large);
        assertThat(proxy.seen()).filteredOn(this::isCompletion).hasSize(1);
    }

    @Test
    void aListHeals() throws IOException {
        put(bytes);
        proxy.fail(GET, RESET, 2);

        try (var names = store.list(StoredName.Kind.PACK)) {
            assertThat(names).containsExactly(pack);
        }
    }

    /** What may fail. */
    protected interface Doing {
        void run() throws IOException;
    }

    protected static AbstractThrowableAssert<?, ? extends Throwable> assertToldInTime(Doing doing) {
        long begin = System.nanoTime();
        var told = assertThatThrownBy(doing::run).isInstanceOf(ChunkStoreException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(IN_TIME);
        return told;
    }

    protected void put(byte[] content) throws IOException {
        store.put(pack, content, 0, content.length);
    }

    private byte[] stored(int length) throws IOException {
        return read(direct, length);
    }

    private byte[] read(PackStore from, int length) throws IOException {
        byte[] target = new byte[length];
        from.read(pack, 0, target, 0, length);
        return target;
    }

    protected static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random().nextBytes(bytes);
        return bytes;
    }
}
