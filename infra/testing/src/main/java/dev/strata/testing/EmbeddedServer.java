package dev.strata.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** PostgreSQL as a child process, from binaries on the class path, for machines without a Docker engine. */
final class EmbeddedServer implements TestServer {
    private static final Path HOME =
            Path.of(System.getProperty("java.io.tmpdir"), "strata-test-postgres-" + System.getProperty("user.name"));

    private final EmbeddedPostgres postgres;
    private final String reason;

    private EmbeddedServer(EmbeddedPostgres postgres, String reason) {
        this.postgres = postgres;
        this.reason = reason;
    }

    static EmbeddedServer start() {
        return insteadOf("no Docker engine answers");
    }

    static EmbeddedServer insteadOf(String reason) {
        try {
            return new EmbeddedServer(launch(), reason);
        } catch (IOException e) {
            throw new UncheckedIOException("the embedded test database did not start", e);
        }
    }

    /** One JVM at a time (closing the file releases its lock), because unpacking the binaries is not atomic. */
    private static EmbeddedPostgres launch() throws IOException {
        Path binaries = Files.createDirectories(HOME.resolve("binaries"));
        Path data = Files.createDirectories(HOME.resolve("data"));
        // The launcher looks here for servers that a killed JVM has left behind, stops them and removes their data.
        System.setProperty("ot.epg.working-dir", data.toString());
        try (FileChannel only =
                FileChannel.open(HOME.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            only.lock();
            discardHalfUnpacked(binaries);
            EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                    .setOverrideWorkingDirectory(binaries.toFile())
                    .setDataDirectory(data.resolve(UUID.randomUUID().toString()))
                    .setPGStartupWait(Duration.ofSeconds(60));
            SETTINGS.forEach(builder::setServerConfig);
            return builder.start();
        }
    }

    /** A JVM killed while it unpacks leaves binaries that would never be repaired. */
    private static void discardHalfUnpacked(Path binaries) throws IOException {
        List<Path> broken;
        try (Stream<Path> unpacked = Files.list(binaries)) {
            broken = unpacked.filter(directory -> Files.notExists(directory.resolve(".exists")))
                    .toList();
        }
        for (Path directory : broken) {
            delete(directory);
        }
    }

    private static void delete(Path directory) throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> tree = Files.walk(directory)) {
            deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.delete(path);
        }
    }

    @Override
    public String url(String database) {
        return "jdbc:postgresql://localhost:%d/%s".formatted(postgres.getPort(), database);
    }

    @Override
    public String user() {
        return "postgres";
    }

    /** Not looked at: the server trusts the loopback interface. */
    @Override
    public String password() {
        return "postgres";
    }

    @Override
    public String backing() {
        return "embedded (" + reason + ")";
    }
}
