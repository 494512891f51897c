package dev.strata.storage.web;

import dev.strata.kernel.content.ChunkId;
import dev.strata.kernel.content.ContentReceipt;
import dev.strata.kernel.content.DownloadTicket;
import dev.strata.kernel.content.LeafRule;
import dev.strata.kernel.id.AccountId;
import dev.strata.platform.signing.SignedStatements;
import dev.strata.storage.StorageGatewayApplication;
import dev.strata.storage.index.ChunkIndex;
import dev.strata.storage.index.Location;
import dev.strata.storage.manifest.ManifestStore;
import dev.strata.storage.memory.MemoryBudget;
import dev.strata.storage.pack.PackStores;
import dev.strata.storage.pack.StoredName;
import dev.strata.storage.pack.filesystem.FilesystemPackStore;
import dev.strata.testing.TestDatabase;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The gateway over real HTTP, with a real database and disk; the other sides are played. All tests share one. */
@SpringBootTest(
        classes = StorageGatewayApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.config.name=storage-gateway",
            "strata.keys.create-missing=true",
            "strata.upload.memory=32MB",
            "strata.upload.wait-max=20s",
            "strata.upload.size-max=40MB",
            "strata.upload.batch-max=9MB",
            "strata.upload.open-max=5",
            "strata.upload.part-max=6MB",
            "strata.download.memory=16MB",
            "strata.download.cache=0B",
            "strata.scrub.rate=1GB"
        })
@Import(RunningGateway.Faults.class)
abstract class RunningGateway {
    static final int CHUNK = 4 << 20;
    static final PlayedSides SIDES = new PlayedSides();

    private static final Path DIRECTORY = temporary();
    private static final TestDatabase DATABASE = TestDatabase.fresh();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    final AccountId alice = AccountId.random();

    @LocalServerPort
    int port;

    @Autowired
    FaultyPackStore faults;

    @Autowired
    ManifestStore manifests;

    @Autowired
    private ChunkIndex index;

    @Autowired
    SignedStatements<ContentReceipt> receipts;

    @Autowired
    SignedStatements<DownloadTicket> tickets;

    @Autowired
    MemoryBudget uploadMemory;

    @Autowired
    MemoryBudget downloadMemory;

    @Autowired
    private JsonMapper json;

    /** Puts a store that can fail between the gateway and its disk. No annotation: it must not be scanned. */
    static class Faults {
        /** So small that contents of a megabyte have manifests with leaves. */
        @Bean
        @Primary
        LeafRule smallLeaves() {
            return new LeafRule(4, 16, 2);
        }

        @Bean
        FaultyPackStore faultyPackStore() throws IOException {
            return new FaultyPackStore(FilesystemPackStore.open(DIRECTORY.resolve("faulty")));
        }

        @Bean
        @Primary
        PackStores faultyPackStores(FaultyPackStore faulty) {
            return new PackStores(Map.of("disk", faulty), "disk");
        }
    }

    @DynamicPropertySource
    static void surroundings(DynamicPropertyRegistry registry) {
        registry.add("spring.datasource.url", DATABASE::url);
        registry.add("spring.datasource.username", DATABASE::user);
        registry.add("spring.datasource.password", DATABASE::password);
        registry.add("strata.keys-dir", () -> DIRECTORY.resolve("keys").toString());
        registry.add(
                "strata.storage.directory", () -> DIRECTORY.resolve("chunks").toString());
        registry.add("strata.urls.command", SIDES::url);
        registry.add("strata.urls.query", SIDES::url);
    }

    private static Path temporary() {
        try {
            Path directory = Files.createTempDirectory("gateway");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                try {
                    org.springframework.util.FileSystemUtils.deleteRecursively(directory);
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException("cannot remove " + directory, e);
                }
            }));
            return directory;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("no temporary directory", e);
        }
    }

    @BeforeEach
    void begin() {
        SIDES.use(receipts, tickets);
        SIDES.commands().clear();
        SIDES.refuse(0);
        faults.full(false);
    }

    HttpRequest.Builder as(AccountId account, String path) {
        return anybody(path).header("Authorization", "Bearer " + SIDES.token(account));
    }

    HttpRequest.Builder anybody(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    static HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HTTP.send(request.build(), BodyHandlers.ofByteArray());
    }

    HttpResponse<byte[]> upload(AccountId account, String path, byte[] bytes, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = as(account, "/v1/content" + path).PUT(BodyPublishers.ofByteArray(bytes));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request);
    }

    HttpResponse<byte[]> download(AccountId account, String path, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = as(account, "/v1/content" + path).GET();
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request);
    }

    HttpRequest.Builder post(AccountId account, String path, Object body) {
        return as(account, path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json.writeValueAsString(body)));
    }

    JsonNode json(HttpResponse<byte[]> response) {
        return json.readTree(response.body());
    }

    String code(HttpResponse<byte[]> response) {
        return json(response).path("code").asString("");
    }

    /** Flips a bit of the byte in the middle of the only chunk of a content, or of the last one. */
    void damage(ContentReceipt content) throws IOException {
        List<ChunkId> ids = new ArrayList<>();
        manifests.chunkIds(content.manifestId(), ids::add);
        ChunkId id = ids.getLast();
        Location location = Objects.requireNonNull(index.locate(List.of(id)).get(id));
        Path file = DIRECTORY
                .resolve("faulty")
                .resolve(StoredName.pack(location.pack()).path());
        byte[] bytes = Files.readAllBytes(file);
        bytes[location.entry().offset() + location.entry().sealedLength() / 2] ^= 1;
        Files.write(file, bytes);
    }

    static Path incoming() {
        return DIRECTORY.resolve("faulty/incoming");
    }

    static byte[] random(int length, long seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    static byte[] slice(byte[] bytes, int from, int until) {
        return Arrays.copyOfRange(bytes, from, until);
    }

    static String sha256(byte[] bytes) {
        return ChunkId.ofBytes(bytes).hex();
    }
}
