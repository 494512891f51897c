package dev.strata.storage.pack.s3;

import static dev.strata.storage.pack.remote.Fault.DENIED;
import static dev.strata.storage.pack.remote.Fault.FULL;
import static dev.strata.storage.pack.remote.Fault.LOSE_ANSWER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.storage.chunk.StorageFullException;
import dev.strata.storage.pack.PackStore;
import dev.strata.storage.pack.remote.FaultContract;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class S3FaultsTest extends FaultContract {
    private static final Predicate<String> ABORT =
            request -> request.startsWith("DELETE ") && request.contains("uploadId=");

    @TempDir
    static Path directory;

    private static S3ProxyServer server;

    @BeforeAll
    static void start() throws Exception {
        server = S3ProxyServer.start(directory);
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
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

    @Override
    protected URI server() {
        return server.endpoint();
    }

    @Override
    protected PackStore open(URI endpoint, Map<String, String> patience) throws IOException {
        return open(endpoint, bucket, patience);
    }

    private static PackStore open(URI endpoint, String bucket, Map<String, String> patience) throws IOException {
        Map<String, String> changes = new HashMap<>(patience);
        changes.put("bucket", bucket);
        changes.put("part-size", "5MB");
        return S3PackStore.open(S3Server.settings(new Through(endpoint), changes));
    }

    @Override
    protected boolean isPart(String request) {
        return PUT.test(request);
    }

    @Override
    protected boolean isSecondPart(String request) {
        return PUT.test(request) && request.contains("partNumber=2");
    }

    @Override
    protected boolean isCompletion(String request) {
        return request.startsWith("POST ") && request.contains("uploadId=");
    }

    @Test
    void aFullServerIsToldApartAtOnce() {
        proxy().fail(PUT, FULL, ALWAYS);

        assertToldInTime(() -> put(random(1000))).isInstanceOf(StorageFullException.class);
        assertThat(proxy().seen()).filteredOn(PUT).hasSize(1);
    }

    @Test
    void aBucketWhoseCreationWasNotAnsweredIsTaken() throws IOException {
        proxy().fail(PUT, LOSE_ANSWER, 1);

        open(proxy().endpoint(), "strata-" + UUID.randomUUID(), Map.of()).close();

        assertThat(proxy().seen()).filteredOn(PUT).hasSize(1);
    }

    @Test
    void partsOfAFailedPutAreDropped() {
        proxy().fail(this::isCompletion, DENIED, ALWAYS);

        assertToldInTime(() -> put(random(6_000_000))).hasMessageContaining("AccessDenied");
        assertThat(proxy().seen()).filteredOn(ABORT).hasSize(1);
    }
}
