package dev.strata.endtoend.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.endtoend.http.Bytes;
import dev.strata.endtoend.http.Person;
import dev.strata.endtoend.process.StrataProcess;
import dev.strata.testing.Await;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Two folders of one account, with an agent each. {@code -Dstrata.sync.seconds=} says how long people work in them, {@code
 * -Dstrata.sync.seed=} repeats what they chose.
 */
class SyncIT {
    private static final Duration WORK = Duration.ofSeconds(Long.getLong("strata.sync.seconds", 90));
    private static final long SEED = Long.getLong("strata.sync.seed", System.nanoTime());
    private static final Duration QUIET_WITHIN = Duration.ofMinutes(5);
    private static final Duration ONCE_WITHIN = Duration.ofSeconds(60);
    /** As in production, but for a guard that lets devices delete what there is many times over. */
    private static final List<String> OPTIONS =
            List.of("-Xmx512m", "-XX:+ExitOnOutOfMemoryError", "-Dstrata.device-guard.nodes=1000000000");

    private static final List<String> NAMES = List.of("a", "b.txt", "C.txt", "d", "\u00e9.md", "long name.tar");

    private final Random random = new Random(SEED);

    /** What was written and not overwritten or deleted by anybody, by digest. */
    private final Set<String> alive = new HashSet<>();

    private int written;
    private int kills;

    @Test
    void twoFoldersAndTheServerEndUpTheSameWhateverIsKilled() throws IOException {
        System.out.printf("sync: seed %d%n", SEED);
        try (StrataProcess strata = StrataProcess.start("sync", OPTIONS)) {
            Person person = Person.signUp(strata.url());
            try (SyncedFolder one = new SyncedFolder("one", strata.url(), person);
                    SyncedFolder other = new SyncedFolder("other", strata.url(), person)) {
                await(one, other, () -> isInSync(one) && isInSync(other));
                work(strata, List.of(one, other));
                awaitArrival(one, other);
                awaitArrival(other, one);
                await(one, other, () -> areTheSame(one, other) && isInSync(one) && isInSync(other));
                assertThat(serverTree(person.signIn())).isEqualTo(one.tree());
                Set<String> found = new HashSet<>(one.tree().values());
                if (!found.containsAll(alive)) {
                    found.addAll(history(person.signIn()));
                }
                assertThat(found).containsAll(alive);
                System.out.printf(
                        "sync: %d contents written, %d kills, %d files at the end%n",
                        written, kills, one.files().size());
            }
        }
    }

    @Test
    void whatCannotBeSyncedIsLeftAloneAndSaid() throws IOException {
        StrataProcess strata = StrataProcess.shared();
        Person person = Person.signUp(strata.url());
        try (SyncedFolder one = new SyncedFolder("left", strata.url(), person)) {
            Await.until(ONCE_WITHIN, "in sync", () -> isInSync(one));
            Files.createSymbolicLink(one.root().resolve("link"), Path.of("/etc/hosts"));
            Files.writeString(one.root().resolve(".strataignore"), "*.tmp\n");
            Files.writeString(one.root().resolve("a.tmp"), "not sent");
            Files.writeString(one.root().resolve("b.txt"), "sent");
            Await.until(
                    ONCE_WITHIN,
                    "b.txt on the server",
                    () -> serverTree(person).keySet().equals(Set.of(".strataignore", "b.txt")));
            Await.until(ONCE_WITHIN, "said", () -> told(one).contains("a symbolic link"));
            assertThat(one.root().resolve("a.tmp")).hasContent("not sent");
        }
    }

    private void work(StrataProcess strata, List<SyncedFolder> folders) throws IOException {
        long end = System.nanoTime() + WORK.toNanos();
        while (System.nanoTime() < end) {
            SyncedFolder folder = folders.get(random.nextInt(folders.size()));
            int burst = 1 + random.nextInt(8);
            for (int i = 0; i < burst; i++) {
                edit(folder);
            }
            switch (random.nextInt(12)) {
                case 0, 1 -> {
                    folder.killAndRestart();
                    kills++;
                }
                case 2 -> {
                    strata.kill();
                    edit(folder);
                    strata.restart();
                    kills++;
                }
                case 3, 4, 5, 6 -> awaitArrival(folder, folders.get(1 - folders.indexOf(folder)));
                // So that what is killed next is in the middle of it.
                default -> LockSupport.parkNanos(random.nextInt(3_000) * 1_000_000L);
            }
        }
    }

    /** Until both agents have been at work since they, or the server, were killed. */
    private void awaitArrival(SyncedFolder from, SyncedFolder to) throws IOException {
        Path letter = Path.of("letter-" + written);
        create(from.root().resolve(letter));
        await(from, to, () -> Files.exists(to.root().resolve(letter)));
    }

    /** Something that a user does; not at all if an agent was faster. */
    private void edit(SyncedFolder folder) throws IOException {
        try {
            List<Path> files = folder.files();
            List<Path> folders = folder.folders();
            Path in = folders.isEmpty() || random.nextInt(3) == 0 ? folder.root() : pick(folders);
            Path target = in.resolve(pick(NAMES));
            if (files.isEmpty()) {
                create(target);
                return;
            }
            Path file = pick(files);
            switch (random.nextInt(10)) {
                case 0, 1, 2 -> create(target);
                case 3 -> Files.createDirectory(target);
                case 4, 5 -> overwrite(file);
                case 6 -> saveAnew(file);
                case 7 -> Files.move(file, target);
                case 8 -> moveFolder(folders, target);
                default -> delete(file);
            }
        } catch (NoSuchFileException | FileAlreadyExistsException e) {
            // It was moved or made a moment ago.
        }
    }

    private byte[] content() {
        byte[] bytes = random.nextInt(15) == 0
                ? Bytes.random(written, 1_500_000)
                : ("content " + written).getBytes(java.nio.charset.StandardCharsets.UTF_8);
        written++;
        return bytes;
    }

    private void create(Path file) throws IOException {
        byte[] content = content();
        Files.write(file, content, java.nio.file.StandardOpenOption.CREATE_NEW);
        alive.add(Bytes.sha256(content));
    }

    private void overwrite(Path file) throws IOException {
        byte[] content = content();
        destroy(file);
        Files.write(
                file,
                content,
                java.nio.file.StandardOpenOption.WRITE,
                java.nio.file.StandardOpenOption.TRUNCATE_EXISTING);
        alive.add(Bytes.sha256(content));
    }

    /** As editors do. */
    private void saveAnew(Path file) throws IOException {
        byte[] content = content();
        destroy(file);
        Path beside = file.resolveSibling(file.getFileName() + "~");
        Files.write(beside, content);
        Files.move(beside, file, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
        alive.add(Bytes.sha256(content));
    }

    private void delete(Path file) throws IOException {
        destroy(file);
        Files.delete(file);
    }

    private void destroy(Path file) throws IOException {
        alive.remove(Bytes.sha256(Files.readAllBytes(file)));
    }

    private void moveFolder(List<Path> folders, Path target) throws IOException {
        if (!folders.isEmpty()) {
            Path from = pick(folders);
            if (!target.startsWith(from) && Files.notExists(target)) {
                Files.move(from, target);
            }
        }
    }

    private <T> T pick(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private static void await(SyncedFolder one, SyncedFolder other, Await.Condition condition) {
        try {
            Await.until(QUIET_WITHIN, "quiet", condition);
        } catch (AssertionError late) {
            throw new AssertionError(
                    "%s%n%s%n%s%n%s%n%s"
                            .formatted(late.getMessage(), told(one), told(other), one.output(), other.output()),
                    late);
        }
    }

    private static boolean isInSync(SyncedFolder folder) {
        return told(folder).contains("\"in-sync\"");
    }

    private static String told(SyncedFolder folder) {
        try {
            return folder.status();
        } catch (IOException e) {
            return "";
        }
    }

    private static boolean areTheSame(SyncedFolder one, SyncedFolder other) {
        try {
            return one.tree().equals(other.tree());
        } catch (IOException e) {
            return false;
        }
    }

    /** What files hold, held, and held before they went to the trash. */
    private static Set<String> history(Person person) {
        List<JsonNode> files = new ArrayList<>(person.all("/v1/trash"));
        collect(person, (_, node) -> files.add(node));
        Set<String> contents = new HashSet<>();
        files.stream()
                .filter(node -> node.path("kind").asString().equals("file"))
                .flatMap(node -> person
                        .all("/v1/files/%s/versions".formatted(node.path("id").asString()))
                        .stream())
                .forEach(version -> contents.add(version.path("sha256").asString()));
        return contents;
    }

    private static Map<String, String> serverTree(Person person) {
        Map<String, String> tree = new TreeMap<>();
        collect(person, (path, node) -> tree.put(path, node.path("sha256").asString("")));
        return tree;
    }

    private static void collect(Person person, BiConsumer<String, JsonNode> into) {
        Map<String, String> open = new HashMap<>(Map.of(person.root(), ""));
        while (!open.isEmpty()) {
            String folder = open.keySet().iterator().next();
            String path = open.remove(folder);
            for (JsonNode node : person.children(folder)) {
                String below = path + node.path("name").asString();
                into.accept(below, node);
                if (node.path("kind").asString().equals("folder")) {
                    open.put(node.path("id").asString(), below + "/");
                }
            }
        }
    }
}
