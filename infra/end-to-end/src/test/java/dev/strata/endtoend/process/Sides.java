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
import java.util.stream.Stream;
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
    private final Map<Jar, List<Member>> members = new EnumMap<>(Jar.class);

    private final @Nullable Certificate certificate;
    private final List<String> more;

    private Sides(boolean tls, String... more) {
        this.more = List.of(more);
        certificate = tls ? new Certificate(folder, "ip:127.0.0.1") : null;
        NAMES.keySet().forEach(this::add);
    }

    private Member add(Jar side) {
        List<Member> all = members.computeIfAbsent(side, _ -> new ArrayList<>());
        Member added = new Member(side, folderOf(NAMES.get(side) + "-" + all.size()));
        all.add(added);
        return added;
    }

    /**
     * Starts all four. The command side makes what keys are missing; the others find the keys that they share with it
     * or with one another.
     *
     * @param more arguments for each of them
     */
    public static Sides startAll(String... more) {
        return startAll(new Sides(false, more));
    }

    /** The same, but they speak HTTPS to one another and to everybody, and trust one certificate, which they all have. */
    public static Sides startAllOverTls() {
        return startAll(new Sides(true));
    }

    private static Sides startAll(Sides sides) {
        List.of("receipt", "ticket", "cursor", "storage", "link").forEach(sides::makeKey);
        Roles roles = new Roles(sides.database);
        roles.make();
        sides.one(Jar.COMMAND_SIDE).launch(true).awaitReady();
        roles.grant();
        List<Member> others = Stream.of(Jar.QUERY_SIDE, Jar.STORAGE_GATEWAY, Jar.SYNC_PROJECTOR)
                .map(sides::one)
                .toList();
        others.forEach(member -> member.launch(false));
        others.forEach(Member::awaitReady);
        return sides;
    }

    /** Starts one side with nothing beside it: no other side, no key, an empty database. */
    public static Sides startAlone(Jar side) {
        Sides sides = new Sides(false);
        sides.one(side).launch(true, sides.database.user()).awaitReady();
        return sides;
    }

    /** Starts one more process of a side. */
    public Member startAnother(Jar side) {
        Member added = add(side);
        added.launch(false).awaitReady();
        return added;
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

    /** One process of a side. It keeps its address and its folder. */
    public final class Member {
        private final Jar side;
        private final Path place;
        private final int port = Ports.free();
        private @Nullable JavaProcess process;

        private Member(Jar side, Path place) {
            this.side = side;
            this.place = place;
        }

        private Member launch(boolean makesKeys) {
            return launch(makesKeys, "strata_" + NAMES.get(side));
        }

        private Member launch(boolean makesKeys, String databaseUser) {
            List<String> arguments = new ArrayList<>(List.of(
                    "--server.port=" + port,
                    "--spring.datasource.url=" + database.url(),
                    "--spring.datasource.username=" + databaseUser,
                    "--strata.keys-dir=" + folder.resolve("keys"),
                    "--strata.keys.create-missing=" + makesKeys,
                    "--strata.storage.directory=" + folder.resolve("chunks"),
                    "--strata.sign-up=open"));
            arguments.addAll(more);
            NAMES.forEach((other, name) -> arguments.add(
                    "--strata.urls.%s=%s".formatted(name, Sides.this.one(other).url())));
            List<String> options = new ArrayList<>(List.of("-Xmx256m"));
            if (certificate != null) {
                arguments.add("--server.ssl.key-store=" + certificate.file());
                arguments.add("--server.ssl.key-store-password=" + Certificate.PASSWORD);
                options.add("-Djavax.net.ssl.trustStore=" + certificate.trustFile());
                options.add("-Djavax.net.ssl.trustStorePassword=" + Certificate.PASSWORD);
            }
            process = JavaProcess.start(
                    side, place, options, Map.of("SPRING_DATASOURCE_PASSWORD", database.password()), arguments);
            return this;
        }

        private void awaitReady() {
            process().awaitReady(Api.at(url(), client()));
        }

        private JavaProcess process() {
            return Objects.requireNonNull(process, "not started");
        }

        public Jar side() {
            return side;
        }

        public URI url() {
            return URI.create((certificate == null ? "http" : "https") + "://127.0.0.1:" + port);
        }

        public long pid() {
            return process().pid();
        }

        /** SIGKILL. */
        public void kill() {
            process().kill();
        }

        /** Starts it again after it was killed, and waits until it is ready. */
        public void restart() {
            launch(false);
            awaitReady();
        }
    }

    private Path folderOf(String name) {
        try {
            return Files.createDirectories(folder.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The first process of a side. */
    public Member one(Jar side) {
        return all(side).getFirst();
    }

    /** All processes of a side. */
    public List<Member> all(Jar side) {
        return Objects.requireNonNull(members.get(side), "no side");
    }

    public URI url(Jar side) {
        return one(side).url();
    }

    /** The database, as its administrator sees it. */
    public TestDatabase database() {
        return database;
    }

    /** Everything that the first process of a side has said. */
    public String output(Jar side) {
        return one(side).process().output();
    }

    /** One that trusts them. */
    public HttpClient client() {
        HttpClient.Builder client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1);
        return (certificate == null ? client : client.sslContext(certificate.trusted())).build();
    }

    @Override
    public void close() {
        List<JavaProcess> processes = new ArrayList<>();
        for (List<Member> all : members.values()) {
            for (Member member : all) {
                if (member.process != null) {
                    processes.add(member.process);
                }
            }
        }
        processes.forEach(JavaProcess::askToStop);
        processes.forEach(JavaProcess::stop);
        database.close();
        Workplace.delete(folder);
    }
}
