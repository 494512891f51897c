package dev.strata.command.batch.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.command.Http;
import dev.strata.command.Http.Answer;
import dev.strata.command.Http.User;
import dev.strata.command.Receipts;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class BatchHttpTest {
    private final User anna = Http.newUser();

    private Answer batch(String members, String... commands) {
        return anna.http().post("/v1/batch", "{%s \"commands\": [%s]}".formatted(members, String.join(",", commands)));
    }

    private String folder(String ref, String parent, String name) {
        return """
                {"command": "create-folder", "ref": "%s", "parentId": "%s", "name": "%s"}""".formatted(ref, parent, name);
    }

    private boolean exists(String path) {
        return !anna.http()
                .post("/v1/placements", "{\"path\": \"%s\"}".formatted(path + "/x"))
                .text("code")
                .equals("parent-not-found");
    }

    @Test
    void commandsAreObeyedInOrderAndKnowEachOther() {
        Answer answer = batch(
                "",
                folder("docs", anna.root(), "docs"),
                folder("inner", "#docs", "inner"),
                """
                {"command": "create-file", "ref": "a", "parentId": "#inner", "name": "a.txt", "receipt": "%s"}""".formatted(Receipts.of(anna, "a")),
                """
                {"command": "add-version", "nodeId": "#a", "receipt": "%s", "base": 1}""".formatted(Receipts.of(anna, "b")),
                "{\"command\": \"rename\", \"nodeId\": \"#a\", \"name\": \"b.txt\", \"expected\": 2}",
                "{\"command\": \"move\", \"nodeId\": \"#a\", \"parentId\": \"#docs\"}",
                "{\"command\": \"tag\", \"nodeId\": \"#a\", \"tag\": \"x\"}",
                "{\"command\": \"star\", \"nodeId\": \"#a\"}",
                "{\"command\": \"trash\", \"nodeId\": \"#inner\"}",
                "{\"command\": \"untrash\", \"nodeId\": \"#inner\", \"parentId\": \"%s\"}".formatted(anna.root()),
                "{\"command\": \"restore-version\", \"nodeId\": \"#a\", \"version\": 1}");
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
        assertThat(answer.body()
                        .path("results")
                        .valueStream()
                        .map(result -> result.path("status").asInt()))
                .containsExactly(201, 201, 201, 201, 200, 200, 200, 204, 200, 200, 200);
        JsonNode file = answer.body().at("/results/10/node");
        assertThat(file.path("contentVersion").asInt()).isEqualTo(3);
        assertThat(file.path("version").asInt()).isEqualTo(6);
        assertThat(exists("docs")).isTrue();
        assertThat(exists("inner")).isTrue();
    }

    @Test
    void oneRefusalRefusesAll() {
        Answer answer = batch("", folder("a", anna.root(), "a"), folder("b", anna.root(), "A"));
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.text("code")).isEqualTo("name-taken");
        assertThat(answer.body().path("index").asInt()).isEqualTo(1);
        assertThat(exists("a")).isFalse();
    }

    @Test
    void withoutAtomicityEachCommandStandsForItself() {
        Answer answer = batch(
                "\"atomic\": false,",
                folder("a", anna.root(), "a"),
                folder("b", anna.root(), "A"),
                folder("c", "#b", "c"),
                folder("d", "#a", "d"));
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
        assertThat(answer.body()
                        .path("results")
                        .valueStream()
                        .map(result -> result.path("status").asInt()))
                .containsExactly(201, 409, 422, 201);
        assertThat(answer.body().at("/results/1/problem/code").asString()).isEqualTo("name-taken");
        assertThat(exists("a/d")).isTrue();
    }

    @Test
    void aRefusalInBetweenDoesNotMakeTheBatchForgetWhatItHasDone() {
        Answer answer = batch(
                "\"atomic\": false,",
                folder("a", anna.root(), "a"),
                folder("b", anna.root(), "b"),
                "{\"command\": \"rename\", \"nodeId\": \"#a\", \"name\": \"c\"}",
                "{\"command\": \"rename\", \"nodeId\": \"#a\", \"name\": \"B\"}",
                "{\"command\": \"tag\", \"nodeId\": \"#a\", \"tag\": \"x\"}",
                "{\"command\": \"rename\", \"nodeId\": \"#a\", \"name\": \"d\", \"expected\": 3}");
        assertThat(answer.body()
                        .path("results")
                        .valueStream()
                        .map(result -> result.path("status").asInt()))
                .as("%s", answer.body())
                .containsExactly(201, 201, 200, 409, 200, 200);

        String known = answer.body().at("/results/0/node/id").asString();
        Answer again = batch(
                "\"atomic\": false,",
                "{\"command\": \"rename\", \"nodeId\": \"%s\", \"name\": \"e\"}".formatted(known),
                "{\"command\": \"rename\", \"nodeId\": \"%s\", \"name\": \"B\"}".formatted(known),
                "{\"command\": \"untag\", \"nodeId\": \"%s\", \"tag\": \"x\"}".formatted(known),
                "{\"command\": \"rename\", \"nodeId\": \"%s\", \"name\": \"f\", \"expected\": 6}".formatted(known));
        assertThat(again.body()
                        .path("results")
                        .valueStream()
                        .map(result -> result.path("status").asInt()))
                .as("%s", again.body())
                .containsExactly(200, 409, 200, 200);
    }

    @Test
    void aThousandCommandsAreTheMost() {
        String thousand = IntStream.range(0, 1_000)
                .mapToObj(i -> folder("f" + i, anna.root(), "f" + i))
                .collect(Collectors.joining(","));
        assertThat(batch("", thousand).status()).isEqualTo(200);
        Answer more = batch("", thousand, folder("x", anna.root(), "x"));
        assertThat(more.status()).isEqualTo(400);
        assertThat(more.text("code")).isEqualTo("invalid-value");
        assertThat(batch("").text("code")).isEqualTo("invalid-value");
    }

    @Test
    void aBatchIsRepeatedWithoutHarm() {
        String body = "{\"commands\": [%s]}".formatted(folder("a", anna.root(), "a"));
        Answer first = anna.http().post("/v1/batch", body, "Idempotency-Key", "k");
        Answer second = anna.http().post("/v1/batch", body, "Idempotency-Key", "k");
        assertThat(second.body()).isEqualTo(first.body());
    }

    @Test
    void whatIsNoCommandIsRefusedBeforeAnythingHappens() {
        assertThat(batch("", folder("a", anna.root(), "a"), "{\"command\": \"explode\"}")
                        .status())
                .isEqualTo(400);
        assertThat(batch("", folder("a", anna.root(), "a"), "{\"nodeId\": \"7\"}")
                        .status())
                .isEqualTo(400);
        assertThat(exists("a")).isFalse();
    }

    @Test
    void aCopyInABatchNeedsItsSourceToBeCommitted() {
        Answer answer = batch("", folder("a", anna.root(), "a"), """
                {"command": "copy", "nodeId": "#a", "parentId": "%s", "name": "b"}""".formatted(anna.root()));
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.text("code")).isEqualTo("changed-in-batch");
    }

    @Test
    void namesThatTheBatchItselfTakesAreTaken() {
        Answer answer = batch(
                "\"atomic\": false,",
                folder("a", anna.root(), "a"),
                "{\"command\": \"rename\", \"nodeId\": \"#a\", \"name\": \"b\"}",
                folder("b", anna.root(), "b"),
                folder("c", anna.root(), "a"),
                folder("d", "#c", "x"),
                folder("e", "#c", "X"),
                "{\"command\": \"move\", \"nodeId\": \"#a\", \"parentId\": \"#c\", \"name\": \"y\"}",
                folder("f", "#c", "y"),
                folder("g", anna.root(), "b"));
        assertThat(answer.body()
                        .path("results")
                        .valueStream()
                        .map(result -> result.path("status").asInt()))
                .as("%s", answer.body())
                .containsExactly(201, 200, 409, 201, 201, 409, 200, 409, 201);
    }

    @Test
    void whatComesFirstAndIsKeptBothTakesTheNameOfALaterOne() {
        batch("", file("a.txt", "fail"));
        Answer answer = batch("\"atomic\": false,", file("a.txt", "keep-both"), file("a (2).txt", "fail"));
        assertThat(answer.body().at("/results/0/status").asInt())
                .as("%s", answer.body())
                .isEqualTo(201);
        String name = answer.body().at("/results/0/node/name").asString();
        Answer third = batch("\"atomic\": false,", file(name, "fail"));
        assertThat(third.body().at("/results/0/problem/code").asString()).isEqualTo("name-taken");
        assertThat(answer.body().at("/results/1/status").asInt()).isEqualTo(name.equals("a (2).txt") ? 409 : 201);
    }

    private String file(String name, String conflict) {
        return """
                {"command": "create-file", "parentId": "%s", "name": "%s", "receipt": "%s", "conflict": "%s"}""".formatted(anna.root(), name, Receipts.of(anna, "a"), conflict);
    }

    @Test
    void twoBatchesOfTheSameNamesAtOnceAreOneAndARefusal() throws InterruptedException {
        String[] commands = IntStream.range(0, 300)
                .mapToObj(i -> folder("r" + i, anna.root(), "n" + i))
                .toArray(String[]::new);
        List<Integer> statuses = new CopyOnWriteArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            threads.add(Thread.startVirtualThread(
                    () -> statuses.add(batch("", commands).status())));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(statuses).containsExactlyInAnyOrder(200, 409, 409, 409);
    }
}
