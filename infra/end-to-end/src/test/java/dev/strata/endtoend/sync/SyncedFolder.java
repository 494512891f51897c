package dev.strata.endtoend.sync;

import dev.strata.endtoend.http.Bytes;
import dev.strata.endtoend.http.Person;
import dev.strata.endtoend.process.Jar;
import dev.strata.endtoend.process.JavaProcess;
import dev.strata.endtoend.process.Workplace;
import dev.strata.testing.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A folder, and the process that keeps it in sync. */
final class SyncedFolder implements AutoCloseable {
    private static final List<String> OPTIONS = List.of("-Xmx256m");
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration SOON = Duration.ofMinutes(4);

    private final Path work;
    private final Map<String, String> environment;
    private final String remote;
    private List<String> more;
    private JavaProcess agent;

    SyncedFolder(String name, URI server, Person person) {
        this(name, server, person, "/");
    }

    /** Of a part of the drive, as people name it; {@code more} are options of the agent. */
    SyncedFolder(String name, URI server, Person person, String remote, String... more) {
        this.remote = remote;
        this.more = List.of(more);
        work = Workplace.folder("sync-" + name);
        environment = Map.of(
                "LC_ALL",
                "C.UTF-8",
                "STRATA_SERVER",
                server.toString(),
                "STRATA_LOGIN",
                person.login(),
                "STRATA_PASSWORD",
                Person.PASSWORD);
        agent = start();
    }

    private JavaProcess start(String... once) {
        List<String> arguments = new ArrayList<>(List.of("sync", root().toString(), "--remote", remote));
        arguments.addAll(more);
        arguments.addAll(List.of(once));
        return JavaProcess.start(Jar.STANDALONE, work, OPTIONS, environment, arguments);
    }

    Path root() {
        return work.resolve("drive");
    }

    /** SIGKILL, and a new one. */
    void killAndRestart() {
        kill();
        restart();
    }

    void kill() {
        agent.kill();
    }

    void restart() {
        agent = start();
    }

    void restartWithoutOptions() {
        more = List.of();
        restart();
    }

    /** In place of the agent one that ends when there is nothing left to do; says how it ended. */
    int once(Duration deadline) {
        kill();
        agent = start("--once");
        return agent.awaitEnd(deadline);
    }

    /** Waits until the agent ends by itself; says how it ended. */
    int awaitEnd(Duration deadline) {
        return agent.awaitEnd(deadline);
    }

    /** As its agent saw it last; empty if that cannot be read now. */
    String status() {
        Path file = root().resolve(".strata").resolve("status.json");
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            return "";
        }
    }

    /** The same, to look into. */
    JsonNode said() {
        String status = status();
        return JSON.readTree(status.isEmpty() ? "{}" : status);
    }

    void awaitState(String state) {
        Await.until(SOON, state, () -> said().path("state").asString("").equals(state));
    }

    boolean isInSync() {
        return status().contains("\"in-sync\"");
    }

    /** Whether all of them hold the same, and say that they are in sync. */
    static boolean areTheSame(List<SyncedFolder> folders) throws IOException {
        Map<String, String> tree = folders.getFirst().tree();
        for (SyncedFolder folder : folders) {
            if (!folder.isInSync() || !folder.tree().equals(tree)) {
                return false;
            }
        }
        return true;
    }

    /** Waits, and tells what the agents said if it was in vain. */
    static void await(Duration patience, List<SyncedFolder> folders, Await.Condition condition) {
        try {
            Await.until(patience, "quiet", condition);
        } catch (AssertionError late) {
            StringBuilder said = new StringBuilder(late.getMessage());
            folders.forEach(folder -> said.append('\n').append(folder.status()));
            folders.forEach(folder -> said.append('\n').append(folder.output()));
            throw new AssertionError(said.toString(), late);
        }
    }

    String output() {
        return agent.output();
    }

    /** The digest of each file; folders have none. */
    Map<String, String> tree() throws IOException {
        Map<String, String> tree = new TreeMap<>();
        for (Path path : all()) {
            boolean folder = Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
            tree.put(root().relativize(path).toString(), folder ? "" : Bytes.sha256(Files.readAllBytes(path)));
        }
        return tree;
    }

    List<Path> files() throws IOException {
        return all().stream().filter(Files::isRegularFile).toList();
    }

    List<Path> folders() throws IOException {
        return all().stream().filter(Files::isDirectory).toList();
    }

    private List<Path> all() throws IOException {
        if (Files.notExists(root())) {
            return List.of();
        }
        List<Path> all = new ArrayList<>();
        try (Stream<Path> walk = Files.walk(root())) {
            walk.filter(path -> !path.equals(root()))
                    .filter(path -> !path.startsWith(root().resolve(".strata")))
                    .forEach(all::add);
        } catch (UncheckedIOException e) {
            throw e.getCause(); // Something went away meanwhile.
        }
        all.sort(null);
        return all;
    }

    @Override
    public void close() {
        agent.kill();
        Workplace.delete(work);
    }
}
