package dev.strata.command.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.command.CommandSideProcess;
import dev.strata.command.Http;
import dev.strata.command.Http.Answer;
import dev.strata.command.Http.User;
import dev.strata.command.Receipts;
import dev.strata.testing.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Each file here has three bytes. */
class QuotaHttpTest {
    private final User anna = Http.newUser();
    private final JdbcClient jdbc = CommandSideProcess.shared().bean(JdbcClient.class);

    private void limit(long bytes) {
        jdbc.sql("UPDATE command.space SET quota_bytes = ? WHERE space_id = ?")
                .params(bytes, UUID.fromString(anna.spaceId()))
                .update();
    }

    private Answer file(String name, String digit) {
        return anna.http().post("/v1/files", """
                {"parentId": "%s", "name": "%s", "receipt": "%s"}""".formatted(anna.root(), name, Receipts.of(anna, digit)));
    }

    private Answer placement(String path, long size) {
        return anna.http().post("/v1/placements", "{\"path\": \"%s\", \"size\": %d}".formatted(path, size));
    }

    @Test
    void anEditorFillsTheQuotaOfTheOwner() {
        User ben = Http.newUser();
        anna.http().put("/v1/nodes/%s/grants/%s".formatted(anna.root(), ben.accountId()), "{\"role\": \"editor\"}");
        limit(5);
        assertThat(filedBy(ben, "a").status()).isEqualTo(201);
        assertThat(quota("used")).isEqualTo(3);
        assertThat(filedBy(ben, "b").text("code")).isEqualTo("quota-exceeded");
        assertThat(ben.http().get("/v1/me").body().at("/quota/used").asLong()).isZero();
    }

    private Answer filedBy(User user, String digit) {
        return user.http().post("/v1/files", """
                {"parentId": "%s", "name": "%s", "receipt": "%s"}""".formatted(anna.root(), digit, Receipts.of(user, digit)));
    }

    private long quota(String member) {
        return anna.http().get("/v1/me").body().at("/quota/" + member).asLong();
    }

    @Test
    void theLastByteFitsAndTheNextDoesNot() {
        limit(6);
        assertThat(file("a", "a").status()).isEqualTo(201);
        Answer second = file("b", "b");
        assertThat(second.status()).isEqualTo(201);
        Answer third = file("c", "c");
        assertThat(third.status()).isEqualTo(507);
        assertThat(third.text("code")).isEqualTo("quota-exceeded");
        assertThat(third.body().path("quota").asLong()).isEqualTo(6);
        assertThat(third.body().path("used").asLong()).isEqualTo(6);
        assertThat(third.body().path("needed").asLong()).isEqualTo(3);
        assertThat(quota("used")).isEqualTo(6);
        String version = anna.http()
                .post("/v1/files/" + second.text("id") + "/versions", """
                {"receipt": "%s", "conflict": "overwrite"}""".formatted(Receipts.of(anna, "d")))
                .text("code");
        assertThat(version).isEqualTo("quota-exceeded");
        assertThat(anna.http()
                        .post("/v1/nodes/%s/copies".formatted(second.text("id")), """
                        {"parentId": "%s", "name": "copy"}""".formatted(anna.root()))
                        .text("code"))
                .isEqualTo("quota-exceeded");
    }

    @Test
    void aRefusedCreateUsesNothing() {
        limit(100);
        file("a", "a");
        assertThat(file("A", "b").text("code")).isEqualTo("name-taken");
        assertThat(quota("used")).isEqualTo(3);
    }

    @Test
    void anUploadReservesItsRoomWhenItBegins() {
        limit(4);
        assertThat(placement("a", 3).status()).isEqualTo(200);
        assertThat(quota("reserved")).isEqualTo(3);
        Answer other = placement("b", 2);
        assertThat(other.status()).isEqualTo(507);
        assertThat(other.body().path("reserved").asLong()).isEqualTo(3);
        assertThat(file("a", "a").status()).isEqualTo(201);
        assertThat(quota("reserved")).isZero();
        assertThat(quota("used")).isEqualTo(3);
    }

    @Test
    void anUploadThatIsTriedAgainReservesItsRoomOnce() {
        limit(4);
        assertThat(placement("a", 3).status()).isEqualTo(200);
        assertThat(placement("a", 3).status()).isEqualTo(200);
        assertThat(quota("reserved")).isEqualTo(3);
        assertThat(placement("a", 5).status()).isEqualTo(507);
        assertThat(quota("reserved")).isEqualTo(3);
    }

    @Test
    void whatIsPurgedMakesRoomAgain() {
        limit(3);
        String file = file("a", "a").text("id");
        anna.http().put("/v1/nodes/" + file + "/trash", null);
        assertThat(file("b", "b").text("code")).isEqualTo("quota-exceeded");
        anna.http().delete("/v1/nodes/" + file);
        Await.until(Duration.ofSeconds(20), "the purge has freed the bytes", () -> quota("used") == 0);
        assertThat(file("b", "b").status()).isEqualTo(201);
    }

    @Test
    void manyAtOnceDoNotOvershoot() throws InterruptedException {
        limit(10);
        List<Integer> statuses = new CopyOnWriteArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            String name = "f" + i;
            threads.add(
                    Thread.startVirtualThread(() -> statuses.add(file(name, "a").status())));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(statuses.stream().filter(status -> status == 201)).hasSize(3);
        assertThat(statuses.stream().filter(status -> status == 507)).hasSize(9);
        assertThat(quota("used")).isEqualTo(9);
    }

    @Test
    void whatIsReservedFitsHoweverManyFinishAtOnce() throws InterruptedException {
        limit(36);
        for (int i = 0; i < 12; i++) {
            assertThat(placement("f" + i, 3).status()).isEqualTo(200);
        }
        List<Integer> statuses = new CopyOnWriteArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            String name = "f" + i;
            threads.add(
                    Thread.startVirtualThread(() -> statuses.add(file(name, "a").status())));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(statuses).hasSize(12).containsOnly(201);
        assertThat(quota("used")).isEqualTo(36);
    }

    @Test
    void noSizeIsTooLargeToBeMeasured() {
        limit(6);
        file("a", "a");
        assertThat(placement("b", Long.MAX_VALUE).text("code")).isEqualTo("quota-exceeded");
        assertThat(quota("reserved")).isZero();
    }

    @Test
    void theRoomOfAnUploadThatNeverEndsIsFreeAgain() {
        limit(4);
        assertThat(placement("a", 4).status()).isEqualTo(200);
        assertThat(placement("b", 1).status()).isEqualTo(507);
        jdbc.sql("UPDATE command.reservation SET expires_at = now() - interval '1 second' WHERE space_id = ?")
                .param(UUID.fromString(anna.spaceId()))
                .update();
        assertThat(quota("reserved")).isZero();
        assertThat(placement("b", 4).status()).isEqualTo(200);
    }

    @Test
    void eachFileOfABatchIsMeasuredWithThoseBeforeIt() {
        limit(9);
        String item = """
                {"command": "create-file", "parentId": "%s", "name": "%s", "receipt": "%s"}""";
        String commands = Stream.of("a", "A", "b", "c", "d", "e")
                .map(name -> item.formatted(anna.root(), name, Receipts.of(anna, "a")))
                .collect(Collectors.joining(","));
        Answer answer = anna.http().post("/v1/batch", "{\"atomic\": false, \"commands\": [%s]}".formatted(commands));
        assertThat(answer.body()
                        .path("results")
                        .valueStream()
                        .map(result -> result.path("status").asInt()))
                .as("%s", answer.body())
                .containsExactly(201, 409, 201, 201, 507, 507);
        assertThat(answer.body().at("/results/4/problem/used").asLong()).isEqualTo(9);
        assertThat(quota("used")).isEqualTo(9);
    }
}
