package dev.strata.command.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.command.CommandSideProcess;
import dev.strata.command.Http;
import dev.strata.command.Http.Answer;
import dev.strata.command.Http.User;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class OnceOnlyTest {
    private final User anna = Http.newUser();

    private String body(String name) {
        return "{\"parentId\": \"%s\", \"name\": \"%s\"}".formatted(anna.root(), name);
    }

    private static List<Answer> atOnce(int times, Callable<Answer> request) throws Exception {
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Answer>> running = IntStream.range(0, times)
                    .mapToObj(_ -> clients.submit(request))
                    .toList();
            return running.stream().map(OnceOnlyTest::answer).toList();
        }
    }

    private static Answer answer(Future<Answer> running) {
        try {
            return running.get();
        } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long events(String like) {
        return CommandSideProcess.shared()
                .bean(JdbcClient.class)
                .sql("SELECT count(*) FROM log.event WHERE convert_from(payload, 'UTF8') LIKE ?")
                .param("%" + like + "%")
                .query(Long.class)
                .single();
    }

    @Test
    void theSameKeyTwiceIsOneCommandWithOneAnswer() {
        String key = UUID.randomUUID().toString();
        Answer first = anna.http().post("/v1/folders", body("docs"), "Idempotency-Key", key);
        Answer second = anna.http().post("/v1/folders", body("docs"), "Idempotency-Key", key);
        assertThat(second.status()).isEqualTo(201);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.etag()).isEqualTo(first.etag());
        assertThat(second.response().headers().firstValue("Location"))
                .isEqualTo(first.response().headers().firstValue("Location"));
        assertThat(events(first.text("id"))).isEqualTo(1);
    }

    @Test
    void theSameKeyWithAnotherBodyIsRefused() {
        String key = UUID.randomUUID().toString();
        anna.http().post("/v1/folders", body("docs"), "Idempotency-Key", key);
        Answer other = anna.http().post("/v1/folders", body("other"), "Idempotency-Key", key);
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.text("code")).isEqualTo("idempotency-key-reused");
    }

    @Test
    void aRefusalIsNotRemembered() {
        Answer taken = anna.http().post("/v1/folders", body("docs"));
        String key = UUID.randomUUID().toString();
        assertThat(anna.http()
                        .post("/v1/folders", body("docs"), "Idempotency-Key", key)
                        .status())
                .isEqualTo(409);
        anna.http().put("/v1/nodes/" + taken.text("id") + "/trash", null);
        assertThat(anna.http()
                        .post("/v1/folders", body("docs"), "Idempotency-Key", key)
                        .status())
                .isEqualTo(201);
    }

    @Test
    void keysOfTwoAccountsAreTwoKeys() {
        String key = UUID.randomUUID().toString();
        anna.http().post("/v1/folders", body("docs"), "Idempotency-Key", key);
        User ben = Http.newUser();
        Answer bens = ben.http()
                .post(
                        "/v1/folders",
                        "{\"parentId\": \"%s\", \"name\": \"docs\"}".formatted(ben.root()),
                        "Idempotency-Key",
                        key);
        assertThat(bens.status()).isEqualTo(201);
        assertThat(bens.text("spaceId")).isEqualTo(ben.spaceId());
    }

    @Test
    void manyWithOneKeyAtOnceGetOneAnswer() throws Exception {
        String key = UUID.randomUUID().toString();
        List<Answer> answers = atOnce(20, () -> anna.http().post("/v1/folders", body("docs"), "Idempotency-Key", key));
        assertThat(answers.stream().map(Answer::status).collect(Collectors.toSet()))
                .containsExactly(201);
        assertThat(answers.stream().map(answer -> answer.text("id")).collect(Collectors.toSet()))
                .hasSize(1);
    }

    @Test
    void manyThatWantOneNameAtOnceGetOneSuccessAndCleanConflicts() throws Exception {
        List<Answer> answers = atOnce(200, () -> anna.http().post("/v1/folders", body("wanted")));
        assertThat(answers.stream().filter(answer -> answer.status() == 201)).hasSize(1);
        assertThat(answers.stream().filter(answer -> answer.text("code").equals("name-taken")))
                .hasSize(199);
    }

    @Test
    void commandsOnOneNodeAtOnceAllHappenOneAfterTheOther() throws Exception {
        String id = anna.http().post("/v1/folders", body("docs")).text("id");
        List<Answer> answers = atOnce(
                40,
                () -> anna.http().put("/v1/nodes/" + id + "/name", "{\"name\": \"%s\"}".formatted(UUID.randomUUID())));
        assertThat(answers.stream().map(Answer::status).collect(Collectors.toSet()))
                .containsExactly(200);
        assertThat(answers.stream()
                        .map(answer -> answer.body().path("version").asInt())
                        .sorted())
                .containsExactlyElementsOf(IntStream.rangeClosed(2, 41).boxed().toList());
    }

    @Test
    void twoFoldersNeverGoIntoEachOther() throws Exception {
        for (int round = 0; round < 10; round++) {
            String a = anna.http().post("/v1/folders", body("a" + round)).text("id");
            String b = anna.http().post("/v1/folders", body("b" + round)).text("id");
            try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
                Future<Answer> one = clients.submit(
                        () -> anna.http().put("/v1/nodes/" + a + "/parent", "{\"parentId\": \"%s\"}".formatted(b)));
                Future<Answer> other = clients.submit(
                        () -> anna.http().put("/v1/nodes/" + b + "/parent", "{\"parentId\": \"%s\"}".formatted(a)));
                assertThat(List.of(one.get().status(), other.get().status())).containsExactlyInAnyOrder(200, 409);
            }
        }
    }
}
