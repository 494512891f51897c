package dev.strata.endtoend.process;

import dev.strata.testing.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** The four sides as processes of their own, sharing a database and a directory of keys, as a deployment would. */
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

    private Sides() {
        NAMES.keySet().forEach(side -> ports.put(side, Ports.free()));
    }

    /**
     * Starts all four. The command side makes what keys are missing; the others find the keys that they share with it
     * or with one another.
     */
    public static Sides startAll() {
        Sides sides = new Sides();
        List.of("receipt", "ticket", "cursor", "storage", "link").forEach(sides::makeKey);
        sides.launch(Jar.COMMAND_SIDE, true);
        List.of(Jar.QUERY_SIDE, Jar.STORAGE_GATEWAY, Jar.SYNC_PROJECTOR).forEach(side -> sides.launch(side, false));
        sides.processes.forEach((side, process) -> process.awaitReady(sides.url(side)));
        return sides;
    }

    /** Starts one side with nothing beside it: no other side, no key, an empty database. */
    public static Sides startAlone(Jar side) {
        Sides sides = new Sides();
        sides.launch(side, true).awaitReady(sides.url(side));
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
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=" + ports.get(side),
                "--spring.datasource.url=" + database.url(),
                "--spring.datasource.username=" + database.user(),
                "--strata.keys-dir=" + folder.resolve("keys"),
                "--strata.keys.create-missing=" + makesKeys,
                "--strata.storage.directory=" + folder.resolve("chunks"),
                "--strata.sign-up=open"));
        NAMES.forEach((other, name) -> arguments.add("--strata.urls.%s=%s".formatted(name, url(other))));
        JavaProcess process = JavaProcess.start(
                side,
                folderOf(side),
                List.of("-Xmx256m"),
                Map.of("SPRING_DATASOURCE_PASSWORD", database.password()),
                arguments);
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
        return URI.create("http://127.0.0.1:" + ports.get(side));
    }

    @Override
    public void close() {
        processes.values().forEach(JavaProcess::askToStop);
        processes.values().forEach(JavaProcess::stop);
        database.close();
        Workplace.delete(folder);
    }
}
