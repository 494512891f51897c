package dev.strata.endtoend.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.endtoend.http.Answer;
import dev.strata.endtoend.http.Bytes;
import dev.strata.endtoend.http.Person;
import dev.strata.endtoend.process.StrataProcess;
import dev.strata.testing.Await;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Erases an account that has done everything, and looks for it everywhere: tables, dumps, logs, files. */
class ErasureIT {
    private static final Duration PURGED_WITHIN = Duration.ofSeconds(60);
    private static final String ERASED = "[erased]";

    /** Kept by nobody even while the account is there. */
    private static final Set<Words> NEVER_STORED =
            EnumSet.of(Words.REFUSED, Words.SEARCHED, Words.BROKEN_OFF, Words.UNDER_WAY, Words.MEDIA_TYPE);

    @Test
    void noTableLogOrFileHoldsANameAndAReplayBringsNoneBack() throws Exception {
        try (StrataProcess strata = StrataProcess.start("erasure")) {
            Operator operator = Operator.of(strata);
            Eraser eraser = Eraser.signUp(strata.url());
            Person zoe = eraser.person();
            Person ben = Person.signUp(strata.url());
            BusyLife life = new BusyLife(zoe, ben);
            String folder;
            String shared;
            try (Database database = Database.in(strata.home())) {
                folder = life.atHome();
                shared = life.asGuests(folder);
                life.followFeed(zoe.api()
                        .get("/v1/devices")
                        .is(200)
                        .items()
                        .getFirst()
                        .path("deviceId")
                        .asString());
                park(database, life, operator, folder);
                operator.settle();
                database.update("ANALYZE");
                assertThat(inTables(database))
                        .as("where the test looks, the words can be found")
                        .containsExactlyInAnyOrderElementsOf(EnumSet.complementOf(EnumSet.copyOf(NEVER_STORED)));
                assertThat(database.everything().get("log.event"))
                        .satisfies(log -> assertThat(Words.in(log)).isEmpty());
            }
            Map<String, String> ofBen = seenBy(ben, shared);
            assertThat(ofBen.get("audit")).contains(zoe.accountId(), "127.0.0.1");
            PausedStream content = new PausedStream(Bytes.random(44, 6_000_000));
            CompletableFuture<Answer> upload = upload(zoe, content);
            content.awaitPause();

            Eraser.erase(zoe).is(204);

            content.goOn();
            assertThat(upload.get().status()).isIn(404, 410);
            nobodyGetsIn(eraser, ben, folder);
            Eraser.erase(zoe).is(204);
            operator.settle();
            nobodySeesAnything(zoe, ben, folder);
            awaitPurge(strata, zoe);
            nothingIsLeft(strata);
            assertThat(seenBy(ben, shared)).isEqualTo(withPlaceholders(ofBen, zoe));

            dropDeadLetters(operator);
            assertThat(operator.replay()).as("rows that differ in a replay").isZero();
            nothingIsLeft(strata);
            Map<String, List<String>> before = views(strata);
            reset(strata);
            Operator again = Operator.of(strata);
            again.settle();

            assertThat(again.deadLetters()).isEmpty();
            assertThat(views(strata)).isEqualTo(before);
            assertThat(seenBy(ben, shared)).isEqualTo(withPlaceholders(ofBen, zoe));
            nobodyGetsIn(eraser, ben, folder);
            nobodySeesAnything(zoe, ben, folder);
            Eraser.erase(zoe).is(204);
            nothingIsLeft(strata);
            nothingIsLeftOfTuples(strata);
            assertThat(Eraser.signUp(strata.url()).person().accountId()).isNotEqualTo(zoe.accountId());
        }
    }

    /** Makes a projection fail for good at one event. */
    private static void park(Database database, BusyLife life, Operator operator, String folder) {
        operator.settle();
        database.update("ALTER TABLE query.node_place ADD CONSTRAINT no_such_name CHECK (name_key <> '%s') NOT VALID"
                .formatted(Words.PARKED.word()));
        String parked = life.zoe().folder(folder, Words.PARKED.word());
        operator.settle();
        database.update("ALTER TABLE query.node_place DROP CONSTRAINT no_such_name");
        JsonNode letter = operator.api()
                .get("/v1/operations/dead-letters")
                .is(200)
                .items()
                .getFirst();
        assertThat(letter.path("stream").asString()).isEqualTo(parked);
        assertThat(letter.path("cause").asString()).contains("no_such_name");
    }

    private static void dropDeadLetters(Operator operator) {
        operator.deadLetters()
                .forEach(letter -> operator.api()
                        .delete("/v1/operations/dead-letters/" + letter)
                        .is(204));
    }

    private static CompletableFuture<Answer> upload(Person person, PausedStream content) {
        return CompletableFuture.supplyAsync(() -> person.api()
                .send("PUT", "/v1/content/" + Words.UNDER_WAY.word(), BodyPublishers.ofInputStream(() -> content)));
    }

    /** At once, and so that it lasts. */
    private static void nobodyGetsIn(Eraser eraser, Person ben, String folder) {
        Person zoe = eraser.person();
        assertThat(Eraser.signIn(zoe.api(), zoe.login(), "").status()).isEqualTo(401);
        zoe.api()
                .anonymous()
                .post("/v1/tokens/refresh", "{\"refreshToken\": \"%s\"}".formatted(eraser.refreshToken()))
                .is(401);
        assertThat(zoe.api().get("/v1/me").text("code")).isEqualTo("account-erased");
        assertThat(zoe.upload("late", new byte[] {1}).isSuccess()).isFalse();
        ben.api()
                .put("/v1/nodes/%s/name".formatted(folder), "{\"name\": \"late\"}")
                .isProblem(404, "node-not-found");
        ben.api().post("/v1/folders", """
                {"parentId": "%s", "name": "late"}""".formatted(folder)).isProblem(404, "parent-not-found");
    }

    private static void nobodySeesAnything(Person zoe, Person ben, String folder) {
        ben.api().get("/v1/nodes/" + folder).isProblem(404, "node-not-found");
        assertThat(ben.all("/v1/shared-with-me")).isEmpty();
        assertThat(zoe.api().get("/v1/nodes/%s/children".formatted(zoe.root())).status())
                .isEqualTo(404);
    }

    private static void awaitPurge(StrataProcess strata, Person person) {
        try (Database database = Database.in(strata.home())) {
            Await.until(
                    PURGED_WITHIN,
                    "the tree is gone",
                    () -> database.texts("SELECT node_id FROM command.node WHERE space_id = '%s'"
                                    .formatted(person.spaceId()))
                            .isEmpty());
        }
    }

    /** What Ben sees of what is his. */
    private static Map<String, String> seenBy(Person ben, String shared) {
        Map<String, String> seen = new TreeMap<>();
        seen.put("root", ben.children(ben.root()).toString());
        seen.put("shared folder", ben.children(shared).toString());
        seen.put(
                "search",
                ben.api().get("/v1/search?q=guest&in=" + shared).is(200).items().toString());
        seen.put("usage", ben.api().get("/v1/usage").is(200).json().toString());
        seen.put("trash", ben.all("/v1/trash").toString());
        seen.put("audit", String.join("\n", audit(ben, shared)));
        return seen;
    }

    private static List<String> audit(Person ben, String shared) {
        List<String> audit = new ArrayList<>();
        for (String node : Stream.concat(
                        Stream.of(shared),
                        ben.children(shared).stream()
                                .map(child -> child.path("id").asString()))
                .toList()) {
            for (JsonNode entry :
                    ben.api().get("/v1/audit?node=" + node).is(200).items()) {
                if (!entry.path("type").asString().equals("AccessRevoked")) {
                    audit.add(entry.toString());
                }
            }
        }
        return audit;
    }

    /** What is his is not shared any more; and from where somebody came who is erased now is not told. */
    private static Map<String, String> withPlaceholders(Map<String, String> seen, Person erased) {
        Map<String, String> after = new TreeMap<>(seen);
        after.replaceAll((_, text) -> text.replace("\"shared\":true", "\"shared\":false"));
        after.computeIfPresent(
                "audit",
                (_, audit) -> audit.lines()
                        .map(entry -> entry.contains("\"actor\":\"" + erased.accountId())
                                ? entry.replace("127.0.0.1", ERASED)
                                : entry)
                        .collect(Collectors.joining("\n")));
        return after;
    }

    private static List<Words> inTables(Database database) {
        return database.everything().values().stream()
                .flatMap(text -> Words.in(text).stream())
                .distinct()
                .toList();
    }

    private static void nothingIsLeft(StrataProcess strata) throws IOException {
        Map<String, List<Words>> left = new TreeMap<>();
        try (Database database = Database.in(strata.home())) {
            database.everything().forEach((table, text) -> left.put(table, Words.in(text)));
        }
        assertThat(left).containsKeys("log.event", "command.account", "query.node", "sync.record", "pg_stats");
        Path postgres = strata.home().resolve("postgres");
        try (Stream<Path> files = Files.walk(strata.home().getParent())) {
            for (Path file : files.filter(path -> !path.startsWith(postgres))
                    .filter(Files::isRegularFile)
                    .toList()) {
                left.put(file.toString(), wordsIn(file));
            }
        }
        assertThat(left)
                .containsKey(strata.home().resolve("logs").resolve("strata.log").toString());
        assertThat(left.entrySet())
                .allSatisfy(
                        place -> assertThat(place.getValue()).as(place.getKey()).isEmpty());
    }

    private static List<Words> wordsIn(Path file) throws IOException {
        return Words.in(file.getFileName() + Files.readString(file, StandardCharsets.ISO_8859_1));
    }

    /** Rewritten, PostgreSQL's own files hold no deleted row any more. */
    private static void nothingIsLeftOfTuples(StrataProcess strata) throws IOException {
        try (Database database = Database.in(strata.home())) {
            database.update("VACUUM FULL");
            database.update("CHECKPOINT");
        }
        Map<String, List<Words>> left = new TreeMap<>();
        Path postgres = strata.home().resolve("postgres");
        try (Stream<Path> files = Files.walk(postgres)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                List<Words> words = wordsIn(file);
                if (!words.isEmpty()) {
                    left.put(postgres.relativize(file).toString(), words);
                }
            }
        }
        System.out.printf("erasure: after VACUUM FULL words are in %s%n", left);
        assertThat(left.keySet()).allMatch(file -> file.startsWith("pg_wal"));
    }

    private static Map<String, List<String>> views(StrataProcess strata) {
        try (Database database = Database.in(strata.home())) {
            return database.rows(ErasureIT::isView);
        }
    }

    private static boolean isView(String table) {
        return table.startsWith("query.") && !table.matches("query\\.(token_entry|access_changes|replay|flyway.*)");
    }

    /** Kills the process, empties what the query side has computed, and starts the process again. */
    private static void reset(StrataProcess strata) {
        strata.kill();
        try (Database database = Database.in(strata.home())) {
            database.tables().stream().filter(ErasureIT::isView).forEach(table -> database.update("TRUNCATE " + table));
            database.update("DELETE FROM query.token_entry");
        }
        strata.restart();
    }
}
