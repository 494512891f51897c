package dev.strata.storage.pack.s3;

import static dev.strata.storage.pack.s3.Fault.ALTER_DOWNLOAD;
import static dev.strata.storage.pack.s3.Fault.BLACK_HOLE;
import static dev.strata.storage.pack.s3.Fault.DENIED;
import static dev.strata.storage.pack.s3.Fault.FULL;
import static dev.strata.storage.pack.s3.Fault.LOSE_ANSWER;
import static dev.strata.storage.pack.s3.Fault.RESET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.strata.storage.chunk.ChunkStoreException;
import dev.strata.storage.chunk.StorageFullException;
import dev.strata.storage.pack.AlteredObjectException;
import dev.strata.storage.pack.StoreUnavailableException;
import dev.strata.storage.pack.StoredName;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Predicate;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each fault heals by another attempt, or is told in time; what was acknowledged is there, and what is read is right. */
class S3FaultsTest {
    private static final int ALWAYS = Integer.MAX_VALUE;
    private static final Duration IN_TIME = Duration.ofSeconds(20);
    private static final Predicate<String> PUT = request -> request.startsWith("PUT ");
    private static final Predicate<String> GET = request -> request.startsWith("GET ");
    private static final Predicate<String> COMPLETE =
            request -> request.startsWith("POST ") && request.contains("uploadId=");
    private static final Predicate<String> ABORT =
            request -> request.startsWith("DELETE ") && request.contains("uploadId=");
    private static final Predicate<String> ANY = request -> true;

    @TempDir
    static Path directory;

    private static S3ProxyServer server;

    private final StoredName pack = StoredName.pack(UUID.randomUUID());
    private final byte[] bytes = random(50_000);
    private FaultProxy proxy;
    private S3PackStore store;
    private S3PackStore direct;

    @BeforeAll
    static void start() throws Exception {
        server = S3ProxyServer.start(directory);
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @BeforeEach
    void open() throws IOException {
        proxy = new FaultProxy(server.endpoint());
        Map<String, String> patience = Map.ofEntries(
                Map.entry("bucket", "strata-" + UUID.randomUUID()),
                Map.entry("part-size", "5MB"),
                Map.entry("connect-timeout", "2s"),
                Map.entry("read-timeout", "2s"),
                Map.entry("write-timeout", "2s"),
                Map.entry("call-timeout", "6s"),
                Map.entry("attempts", "4"),
                Map.entry("give-up-after", "10s"),
                Map.entry("pause-min", "10ms"),
                Map.entry("pause-max", "40ms"),
                Map.entry("breaker-pause", "500ms"));
        direct = S3PackStore.open(S3Server.settings(server, Map.of("bucket", patience.get("bucket"))));
        store = S3PackStore.open(S3Server.settings(new Through(proxy.endpoint()), patience));
        proxy.seen().clear();
    }

    @AfterEach
    void close() throws IOException {
        store.close();
        direct.close();
        proxy.close();
    }

    private record Through(URI endpoint) implements S3Server {
        @Override
        public String accessKey() {
            return server.accessKey();
        }

        @Override
        public String secretKey() {
            return server.secretKey();
        }

        @Override
        public void close() {}
    }

    @ParameterizedTest
    @EnumSource(names = {"BLACK_HOLE", "RESET", "SLOW_DOWN", "CUT_UPLOAD", "LOSE_ANSWER", "LIE"})
    void aPutHeals(Fault fault) throws IOException {
        proxy.fail(PUT, fault, 2);

        put(bytes);

        assertThat(stored(bytes.length)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @EnumSource(names = {"BLACK_HOLE", "RESET", "SLOW_DOWN", "CUT_UPLOAD", "LIE"})
    void aPutThatNeverSucceedsIsNotAcknowledged(Fault fault) throws IOException {
        proxy.fail(PUT, fault, ALWAYS);

        assertToldInTime(() -> put(bytes)).isInstanceOf(StoreUnavailableException.class);

        try (var names = direct.list(StoredName.Kind.PACK)) {
            assertThat(names).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"BLACK_HOLE", "RESET", "SLOW_DOWN", "CUT_DOWNLOAD", "LOSE_ANSWER", "ALTER_DOWNLOAD"})
    void aReadHeals(Fault fault) throws IOException {
        put(bytes);
        proxy.fail(GET, fault, 2);

        assertThat(read(store, bytes.length)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @EnumSource(names = {"BLACK_HOLE", "RESET", "SLOW_DOWN", "CUT_DOWNLOAD", "LOSE_ANSWER"})
    void aReadThatNeverSucceedsIsTold(Fault fault) throws IOException {
        put(bytes);
        proxy.fail(GET, fault, ALWAYS);

        assertToldInTime(() -> read(store, 1000)).isInstanceOf(StoreUnavailableException.class);
    }

    @Test
    void anObjectThatIsAlwaysAlteredIsNeverHandedOut() throws IOException {
        put(bytes);
        proxy.fail(GET, ALTER_DOWNLOAD, ALWAYS);

        assertToldInTime(() -> read(store, bytes.length)).isInstanceOf(AlteredObjectException.class);
    }

    @Test
    void aFullServerIsToldApartAtOnce() {
        proxy.fail(PUT, FULL, ALWAYS);

        assertToldInTime(() -> put(bytes)).isInstanceOf(StorageFullException.class);
        assertThat(proxy.seen()).filteredOn(PUT).hasSize(1);
    }

    @Test
    void aBucketWhoseCreationWasNotAnsweredIsTaken() throws IOException {
        proxy.fail(PUT, LOSE_ANSWER, 1);

        S3PackStore.open(S3Server.settings(new Through(proxy.endpoint()), Map.of()))
                .close();

        assertThat(proxy.seen()).filteredOn(PUT).hasSize(1);
    }

    @Test
    void aRefusalIsNotTriedAgain() {
        proxy.fail(PUT, DENIED, ALWAYS);

        assertToldInTime(() -> put(bytes))
                .isNotInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("403 AccessDenied");
        assertThat(proxy.seen()).filteredOn(PUT).hasSize(1);
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
        proxy.fail(request -> PUT.test(request) && request.contains("partNumber=2"), fault, 1);

        put(large);

        assertThat(stored(large.length)).isEqualTo(large);
        assertThat(proxy.seen())
                .filteredOn(PUT)
                .filteredOn(request -> !request.startsWith("cut"))
                .hasSize(4);
    }

    @Test
    void aCompletionWhoseAnswerIsLostIsLookedFor() throws IOException {
        byte[] large = random(11_000_000);
        proxy.fail(COMPLETE, LOSE_ANSWER, 1);

        put(large);

        assertThat(stored(large.length)).isEqualTo(large);
        assertThat(proxy.seen()).filteredOn(COMPLETE).hasSize(1);
    }

    @Test
    void partsOfAFailedPutAreDropped() {
        proxy.fail(COMPLETE, DENIED, ALWAYS);

        assertToldInTime(() -> put(random(6_000_000))).hasMessageContaining("AccessDenied");
        assertThat(proxy.seen()).filteredOn(ABORT).hasSize(1);
    }

    private interface Doing {
        void run() throws IOException;
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> assertToldInTime(Doing doing) {
        long begin = System.nanoTime();
        var told = assertThatThrownBy(doing::run).isInstanceOf(ChunkStoreException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(IN_TIME);
        return told;
    }

    private void put(byte[] content) throws IOException {
        store.put(pack, content, 0, content.length);
    }

    private byte[] stored(int length) throws IOException {
        return read(direct, length);
    }

    private byte[] read(S3PackStore from, int length) throws IOException {
        byte[] target = new byte[length];
        from.read(pack, 0, target, 0, length);
        return target;
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random().nextBytes(bytes);
        return bytes;
    }
}
