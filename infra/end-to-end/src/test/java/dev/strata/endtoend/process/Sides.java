package dev.strata.endtoend.process;

import dev.strata.endtoend.http.Api;
import dev.strata.testing.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The four sides as processes of their own, as a deployment would have them: they share a directory of keys, and a database
 * in which each has a role of its own.
 */
public final class Sides implements AutoCloseable {
    private static final Map<Jar, String> NAMES = Map.of(
            Jar.COMMAND_SIDE, "command",
            Jar.QUERY_SIDE, "query",
            Jar.STORAGE_GATEWAY, "storage",
            Jar.SYNC_PROJECTOR, "sync");

    private final TestDatabase database = TestDatabase.fresh();
    private final Path folder = Workplace.folder("sides");
    private final Map<Jar, Integer> ports = new EnumMap<>(Jar.class);
    private final Map<Jar, JavaProcess> processes = new EnumMap<>(Jar.class);

    private final @Nullable Certificate certificate;

    private Sides(boolean tls) {
        certificate = tls ? new Certificate(folder, "ip:127.0.0.1") : null;
        NAMES.keySet().forEach(side -> ports.put(side, Ports.free()));
    }

    /**
     * Starts all four. The command side makes what keys are missing; the others find the keys that they share with it
     * or with one another.
     */
    public static Sides startAll() {
        return startAll(new Sides(false));
    }

    /** The same, but they speak HTTPS to one another and to everybody, and trust one certificate, which they all have. */
    public static Sides startAllOverTls() {
        return startAll(new Sides(true));
    }

    private static Sides startAll(Sides sides) {
        List.of("receipt", "ticket", "cursor", "storage", "link").forEach(sides::makeKey);
        Roles roles = new Roles(sides.database);
        roles.make();
        sides.launch(Jar.COMMAND_SIDE, true).awaitReady(Api.at(sides.url(Jar.COMMAND_SIDE), sides.client()));
        roles.grant();
        List.of(Jar.QUERY_SIDE, Jar.STORAGE_GATEWAY, Jar.SYNC_PROJECTOR).forEach(side -> sides.launch(side, false));
        sides.processes.forEach((side, process) -> process.awaitReady(Api.at(sides.url(side), sides.client())));
        return sides;
    }

    /** Starts one side with nothing beside it: no other side, no key, an empty database. */
    public static Sides startAlone(Jar side) {
        Sides sides = new Sides(false);
        sides.launch(side, true, sides.database.user()).awaitReady(sides.url(side));
        return sides;
    }

    /** As an operator does with {@code openssl rand -hex 32}. */
    private void makeKey(String name) {
        byte[] secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        try {
            Path keys = Files.createDirectories(folder.resolve("keys"));
            Files.writeString(keys.resolve(name + ".key"), HexFormat.of().formatHex(secret));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JavaProcess launch(Jar side, boolean makesKeys) {
        return launch(side, makesKeys, "strata_" + NAMES.get(side));
    }

    private JavaProcess launch(Jar side, boolean makesKeys, String databaseUser) {
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=" + ports.get(side),
                "--spring.datasource.url=" + database.url(),
                "--spring.datasource.username=" + databaseUser,
                "--strata.keys-dir=" + folder.resolve("keys"),
                "--strata.keys.create-missing=" + makesKeys,
                "--strata.storage.directory=" + folder.resolve("chunks"),
                "--strata.sign-up=open"));
        NAMES.forEach((other, name) -> arguments.add("--strata.urls.%s=%s".formatted(name, url(other))));
        List<String> options = new ArrayList<>(List.of("-Xmx256m"));
        if (certificate != null) {
            arguments.add("--server.ssl.key-store=" + certificate.file());
            arguments.add("--server.ssl.key-store-password=" + Certificate.PASSWORD);
            options.add("-Djavax.net.ssl.trustStore=" + certificate.trustFile());
            options.add("-Djavax.net.ssl.trustStorePassword=" + Certificate.PASSWORD);
        }
        JavaProcess process = JavaProcess.start(
                side, folderOf(side), options, Map.of("SPRING_DATASOURCE_PASSWORD", database.password()), arguments);
        processes.put(side, process);
        return process;
    }

    private Path folderOf(Jar side) {
        try {
            return Files.createDirectories(folder.resolve(String.valueOf(NAMES.get(side))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public URI url(Jar side) {
        return URI.create((certificate == null ? "http" : "https") + "://127.0.0.1:" + ports.get(side));
    }

    /** The database, as its administrator sees it. */
    public TestDatabase database() {
        return database;
    }

    /** Everything that a side has said. */
    public String output(Jar side) {
        return Objects.requireNonNull(processes.get(side), "not started").output();
    }

    /** One that trusts them. */
    public HttpClient client() {
        HttpClient.Builder client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1);
        return (certificate == null ? client : client.sslContext(certificate.trusted())).build();
    }

    @Override
    public void close() {
        processes.values().forEach(JavaProcess::askToStop);
        processes.values().forEach(JavaProcess::stop);
        database.close();
        Workplace.delete(folder);
    }
}
