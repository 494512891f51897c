package dev.strata.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.endtoend.http.Answer;
import dev.strata.endtoend.http.Barrier;
import dev.strata.endtoend.http.Bytes;
import dev.strata.endtoend.http.Person;
import dev.strata.endtoend.process.StrataProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Many who want the same at the same time. */
class ConcurrencyIT {
    private static final int CLIENTS = 1_000;
    private static final int ROUNDS = 50;
    private static final int CONFLICT_ROUNDS = 20;
    private static final int STORM_THREADS = 8;
    private static final Duration STORM = Duration.ofSeconds(10);

    private static final Barrier BARRIER = new Barrier(StrataProcess.shared().url());

    private Person person;

    @BeforeEach
    void signUp() {
        person = Person.signUp(StrataProcess.shared().url());
    }

    @Test
    void oneNameGoesToOneOfManyClients() {
        List<Answer> answers = AtOnce.all(IntStream.range(0, CLIENTS)
                .<Callable<Answer>>mapToObj(_ -> () -> createFolder(person.root(), "the one"))
                .toList());

        assertThat(answers).filteredOn(Answer::isSuccess).hasSize(1);
        answers.stream().filter(answer -> !answer.isSuccess()).forEach(answer -> answer.isProblem(409, "name-taken"));
        BARRIER.pass();
        assertThat(person.children(person.root())).hasSize(1);
    }

    @Test
    void oneBaseGetsOneNewVersion() {
        Answer file = person.upload("file.txt", Bytes.random(1, 100)).is(201);
        String path = "/v1/files/%s/versions".formatted(file.text("id"));
        List<Callable<Answer>> versions = IntStream.rangeClosed(2, 3)
                .mapToObj(seed -> person.receipt(Bytes.random(seed, 100)))
                .<Callable<Answer>>map(receipt ->
                        () -> person.api().post(path, """
                        {"receipt": "%s"}""".formatted(receipt), "If-Match", file.header("ETag")))
                .toList();

        List<Answer> answers = AtOnce.all(versions);

        assertThat(answers).extracting(Answer::status).containsExactlyInAnyOrder(201, 412);
        answers.stream()
                .filter(answer -> !answer.isSuccess())
                .forEach(answer -> answer.isProblem(412, "version-conflict"));
        BARRIER.pass();
        assertThat(person.all(path)).hasSize(2);
    }

    @Test
    void foldersMovedIntoEachOtherNeverMakeACycle() {
        for (int round = 0; round < ROUNDS; round++) {
            String one = person.folder(person.root(), "one " + round);
            String other = person.folder(person.root(), "other " + round);

            List<Answer> answers = AtOnce.all(List.of(() -> move(one, other), () -> move(other, one)));

            assertThat(answers)
                    .filteredOn(Answer::isSuccess)
                    .as("round %d: %s", round, answers)
                    .hasSize(1);
            answers.stream()
                    .filter(answer -> !answer.isSuccess())
                    .forEach(answer -> answer.isProblem(409, "inside-itself"));
        }

        BARRIER.pass();
        assertThat(reachableFrom(person.root())).hasSize(2 * ROUNDS);
    }

    /** One order or the other: it went in before, and is in the trash with the folder, or it stays where it is. */
    @Test
    void whatIsMovedIntoAFolderThatIsBeingTrashedIsNeverLost() {
        int moved = 0;
        for (int round = 0; round < ROUNDS; round++) {
            String folder = person.folder(person.root(), "folder " + round);
            String node = round % 2 == 0
                    ? person.folder(person.root(), "node " + round)
                    : person.upload("node%20" + round, Bytes.random(round, 100))
                            .is(201)
                            .text("id");

            List<Answer> answers = AtOnce.all(List.of(() -> move(node, folder), () -> trash(folder)));

            answers.getLast().is(200);
            boolean first = answers.getFirst().isSuccess();
            if (first) {
                moved++;
            } else {
                answers.getFirst().isProblem(409, "parent-trashed");
            }
            BARRIER.pass();
            assertThat(ids(person.root()).contains(node))
                    .as("round %d: %s", round, answers)
                    .isEqualTo(!first);
            person.api().delete("/v1/nodes/%s/trash".formatted(folder)).is(200);
            BARRIER.pass();
            assertThat(ids(folder).contains(node))
                    .as("round %d: %s", round, answers)
                    .isEqualTo(first);
        }
        System.out.printf("move into a folder that is being trashed: %d of %d came first%n", moved, ROUNDS);
    }

    /** The copy that is made second has the first in it; never neither. */
    @Test
    void foldersCopiedIntoEachOtherAreCopiedOneAfterTheOther() {
        for (int round = 0; round < ROUNDS; round++) {
            String one = person.folder(person.root(), "one " + round);
            String other = person.folder(person.root(), "other " + round);

            List<Answer> answers = AtOnce.all(List.of(() -> copy(one, other), () -> copy(other, one)));

            answers.forEach(answer -> answer.is(201));
            BARRIER.pass();
            assertThat(reachableFrom(one).size() + reachableFrom(other).size())
                    .as("round %d: one copy in each, and in one of these the other", round)
                    .isEqualTo(3);
        }
    }

    /** Who writes into a copy while it is being kept either sees it taken, or is told that it has gone. */
    @Test
    void whatIsWrittenIntoAConflictCopyThatIsBeingKeptIsKeptToo() {
        int written = 0;
        List<String> receipts = IntStream.range(0, 3)
                .mapToObj(number -> person.receipt(Bytes.random(number, 100)))
                .toList();
        for (int round = 0; round < CONFLICT_ROUNDS; round++) {
            Answer original =
                    person.upload("file%20" + round, Bytes.random(3, 100)).is(201);
            addVersion(original, receipts.get(0)).is(201);
            Answer copy = addVersion(original, receipts.get(1)).is(201);
            String resolution = "/v1/conflicts/%s/resolution".formatted(copy.text("id"));

            List<Answer> answers = AtOnce.all(List.of(
                    () -> addVersion(copy, receipts.get(2)), () -> person.api().post(resolution, """
                            {"keep": "mine"}""")));

            answers.getLast().is(200);
            BARRIER.pass();
            assertThat(newest(original)).as("round %d: %s", round, answers).isEqualTo(newest(copy));
            written += answers.getFirst().isSuccess() ? 1 : 0;
        }
        System.out.printf(
                "write into a conflict copy that is being kept: %d of %d came first%n", written, CONFLICT_ROUNDS);
    }

    private Answer addVersion(Answer base, String receipt) {
        return person.api()
                .post(
                        "/v1/files/%s/versions".formatted(base.text("id")),
                        """
                        {"receipt": "%s", "conflict": "keep-both"}""".formatted(receipt),
                        "If-Match",
                        base.header("ETag"));
    }

    private String newest(Answer file) {
        return person.all("/v1/files/%s/versions".formatted(file.text("id")))
                .getFirst()
                .path("sha256")
                .asString();
    }

    @Test
    void stormOfMixedCommandsNeverBreaksTheServer() {
        long end = System.nanoTime() + STORM.toNanos();
        List<List<Answer>> answers = AtOnce.all(IntStream.range(0, STORM_THREADS)
                .<Callable<List<Answer>>>mapToObj(thread -> () -> storm(new Random(thread), end))
                .toList());

        List<Answer> all = answers.stream().flatMap(List::stream).toList();
        List<Answer> broken = all.stream()
                .filter(answer -> answer.status() >= 500)
                .filter(answer -> answer.status() != 503
                        || !answer.json().path("retryable").asBoolean())
                .toList();
        System.out.printf(
                "storm: %d commands, %d obeyed, %d told to try again%n",
                all.size(),
                all.stream().filter(Answer::isSuccess).count(),
                all.stream().filter(answer -> answer.status() == 503).count());
        assertThat(broken).isEmpty();
        assertThat(all).filteredOn(Answer::isSuccess).isNotEmpty();
        BARRIER.pass();
        Set<String> names = new HashSet<>();
        assertThat(person.children(person.root()))
                .allSatisfy(node ->
                        assertThat(names.add(node.path("name").asString())).isTrue());
    }

    /** Everybody works on the same few names and nodes, so that they are in each other's way. */
    private List<Answer> storm(Random random, long end) {
        List<Answer> answers = new ArrayList<>();
        List<String> known = new ArrayList<>(List.of(person.root()));
        while (System.nanoTime() < end) {
            String some = known.get(random.nextInt(known.size()));
            String other = known.get(random.nextInt(known.size()));
            String name = "name" + random.nextInt(20);
            Answer answer = switch (random.nextInt(6)) {
                case 0 -> createFolder(some, name);
                case 1 -> person.upload(name, Bytes.random(random.nextLong(), 1_000));
                case 2 -> person.api().put("/v1/nodes/%s/name".formatted(some), """
                                {"name": "%s"}""".formatted(name));
                case 3 -> move(some, other);
                case 4 -> trash(some);
                default -> person.api().delete("/v1/nodes/%s/trash".formatted(some));
            };
            answers.add(answer);
            if (answer.isSuccess()) {
                known.add(answer.text("id"));
            }
        }
        return answers;
    }

    private Answer createFolder(String parent, String name) {
        return person.api().post("/v1/folders", """
                {"parentId": "%s", "name": "%s"}""".formatted(parent, name));
    }

    private Answer move(String node, String parent) {
        return person.api().put("/v1/nodes/%s/parent".formatted(node), """
                {"parentId": "%s"}""".formatted(parent));
    }

    private Answer copy(String node, String parent) {
        return person.api().post("/v1/nodes/%s/copies".formatted(node), """
                {"parentId": "%s", "name": "copy"}""".formatted(parent));
    }

    private Answer trash(String node) {
        return person.api().put("/v1/nodes/%s/trash".formatted(node), "");
    }

    private List<String> ids(String folder) {
        return person.children(folder).stream()
                .map(node -> node.path("id").asString())
                .toList();
    }

    private Set<String> reachableFrom(String folder) {
        Set<String> found = new HashSet<>();
        for (JsonNode node : person.children(folder)) {
            found.add(node.path("id").asString());
            found.addAll(reachableFrom(node.path("id").asString()));
        }
        return found;
    }
}
