package dev.strata.sync.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.GrantId;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.node.NodeEvent.NodeMoved;
import dev.strata.platform.erasure.SubjectKeys;
import dev.strata.sync.Home;
import dev.strata.sync.SyncServer;
import dev.strata.sync.SyncServer.Answer;
import dev.strata.sync.webhook.TestReceiver.Received;
import dev.strata.testing.Await;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Webhooks from end to end on this side: events in the log, requests at a receiver. */
class WebhookTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final TestReceiver RECEIVER = TestReceiver.start();
    private static final String[] OPTIONS = {
        "--strata.webhooks.allow-http=true",
        "--strata.webhooks.allow-networks=127.0.0.1",
        "--strata.webhooks.ports=" + RECEIVER.port(),
        "--strata.webhooks.retry-first=20ms",
        "--strata.webhooks.answer-within=10s"
    };
    private static final SyncServer SERVER = SyncServer.start(OPTIONS);

    private final String path = "/" + UUID.randomUUID();
    private Home anna = SERVER.newHome();

    @AfterAll
    static void close() {
        SERVER.close();
        RECEIVER.close();
    }

    @BeforeEach
    void settle() {
        SERVER.settle();
    }

    private record Hook(String id, String secret) {}

    private Hook hook(AccountId account, String more) {
        Answer made =
                SERVER.send(account, "POST", "/v1/webhooks", "{\"url\": \"%s\"%s}".formatted(RECEIVER.url(path), more));
        assertThat(made.status()).as(made.body().toString()).isEqualTo(201);
        return new Hook(
                made.body().at("/webhook/id").asString(),
                made.body().path("secret").asString());
    }

    private Hook hook() {
        return hook(anna.account, "");
    }

    private Answer look(Hook hook) {
        return SERVER.get(anna.account, "/v1/webhooks/" + hook.id());
    }

    private static List<Received> await(String path, int count) {
        Await.until(
                PATIENCE,
                count + " requests to be taken at " + path,
                () -> RECEIVER.taken(path).size() >= count);
        return RECEIVER.taken(path);
    }

    private static List<String> types(List<Received> received) {
        return received.stream().map(request -> request.text("type")).toList();
    }

    private static boolean verifies(Received request, String secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.substring("whsec_".length())), "HmacSHA256"));
            String signed = "%s.%s.%s".formatted(request.id(), request.timestamp(), request.body());
            String expected =
                    "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
            return Arrays.asList(request.signature().split(" ")).contains(expected);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aReceiverIsToldOfWhatHappensFromThenOnAndCanCheckIt() {
        anna.file(anna.root, "before.txt", 1);
        Hook hook = hook();
        NodeId file = anna.file(anna.root, "a.txt", 5);

        Received told = await(path, 1).getFirst();
        assertThat(verifies(told, hook.secret())).isTrue();
        assertThat(Instant.ofEpochSecond(Long.parseLong(told.timestamp())))
                .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(1));
        assertThat(told.mediaType()).startsWith("application/cloudevents+json");
        assertThat(told.text("id")).isEqualTo(told.id());
        assertThat(told.text("specversion")).isEqualTo("1.0");
        assertThat(told.text("source")).isEqualTo("/spaces/" + anna.space);
        assertThat(told.text("type")).isEqualTo("dev.strata.file.created.v1");
        assertThat(told.text("subject")).isEqualTo(file.toString());
        assertThat(Instant.parse(told.text("time"))).isBeforeOrEqualTo(Instant.now());
        assertThat(told.text("data/name")).isEqualTo("a.txt");
        assertThat(told.text("data/parentId")).isEqualTo(anna.root.toString());
        assertThat(told.text("data/by")).isEqualTo(anna.account.toString());
        assertThat(told.json().at("/data/size").asLong()).isEqualTo(5);
        assertThat(told.version()).isEqualTo(1);
        assertThat(types(RECEIVER.taken(path))).containsExactly("dev.strata.file.created.v1");
    }

    @Test
    void sequencesGrowAsTheLogDoes() {
        hook();
        NodeId file = anna.file(anna.root, "a.txt", 5);
        anna.rename(file, "b.txt");
        anna.trash(file);
        List<Received> told = await(path, 3);
        assertThat(types(told))
                .containsExactly(
                        "dev.strata.file.created.v1", "dev.strata.node.renamed.v1", "dev.strata.node.trashed.v1");
        assertThat(told.stream().map(request -> request.text("sequence")))
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    void onlyTheWantedKindsAreTold() {
        hook(anna.account, ", \"events\": [\"node.renamed\"]");
        NodeId file = anna.file(anna.root, "a.txt", 5);
        anna.rename(file, "b.txt");
        assertThat(types(await(path, 1))).containsExactly("dev.strata.node.renamed.v1");
    }

    @Test
    void afterARotationBothSecretsSignForAWhile() {
        Hook hook = hook();
        String fresh = SERVER.send(anna.account, "POST", "/v1/webhooks/%s/secret".formatted(hook.id()), "")
                .text("secret");
        anna.file(anna.root, "a.txt", 5);
        Received told = await(path, 1).getFirst();
        assertThat(verifies(told, hook.secret())).isTrue();
        assertThat(verifies(told, fresh)).isTrue();

        SERVER.sql()
                .sql("UPDATE sync.webhook SET old_secret_until = now() WHERE webhook_id = ?")
                .param(UUID.fromString(hook.id()))
                .update();
        anna.file(anna.root, "b.txt", 5);
        Received later = await(path, 2).getLast();
        assertThat(verifies(later, hook.secret())).isFalse();
        assertThat(verifies(later, fresh)).isTrue();
    }

    @Test
    void aReceiverThatWasDownGetsEverythingInTheOrderOfEachNode() {
        RECEIVER.answer(path, request -> request.status(503));
        Hook hook = hook();
        for (int i = 0; i < 20; i++) {
            NodeId file = anna.file(anna.root, "file " + i, 1);
            anna.rename(file, "once " + i);
            anna.rename(file, "twice " + i);
        }
        Await.until(
                PATIENCE, "the webhook to fail", () -> look(hook).text("state").equals("failing"));
        assertThat(look(hook).body().path("lastStatus").asInt()).isEqualTo(503);

        RECEIVER.answer(path, request -> request.status(204));
        assertInOrder(await(path, 60), 20, 3);
        Await.until(
                PATIENCE,
                "the webhook to recover",
                () -> look(hook).text("state").equals("active"));
        assertThat(look(hook).body().path("pending").asLong()).isZero();
    }

    private static void assertInOrder(List<Received> told, int nodes, long versions) {
        Map<String, List<Long>> byNode = told.stream()
                .collect(Collectors.groupingBy(
                        request -> request.text("subject"),
                        Collectors.mapping(Received::version, Collectors.toCollection(ArrayList::new))));
        assertThat(byNode).hasSize(nodes);
        assertThat(byNode.values())
                .allSatisfy(seen -> assertThat(seen.stream().distinct().toList())
                        .isEqualTo(LongStream.rangeClosed(1, versions).boxed().toList()));
    }

    @Test
    void aNodeThatIsNotTakenHoldsUpNoOther() {
        Hook hook = hook();
        NodeId unwanted = anna.file(anna.root, "unwanted", 1);
        RECEIVER.answer(path, request -> request.status(request.subject().equals(unwanted.toString()) ? 500 : 204));
        anna.rename(unwanted, "still unwanted");
        NodeId other = anna.file(anna.root, "other", 1);
        anna.rename(other, "another");
        anna.upload(other, 2, 7);
        Await.until(
                PATIENCE,
                "the other node's events",
                () -> RECEIVER.taken(path).stream()
                                .filter(request -> request.text("subject").equals(other.toString()))
                                .count()
                        == 3);
        Await.until(
                PATIENCE,
                "the unwanted to wait",
                () -> look(hook).body().path("pending").asLong() > 0);

        RECEIVER.answer(path, request -> request.status(204));
        Await.until(
                PATIENCE,
                "nothing to wait",
                () -> look(hook).body().path("pending").asLong() == 0);
        assertThat(RECEIVER.taken(path).stream()
                        .filter(request -> request.text("subject").equals(unwanted.toString()))
                        .map(Received::version)
                        .distinct())
                .containsExactly(1L, 2L);
    }

    @Test
    void whatARestartInterruptsIsSentAfterIt() {
        RECEIVER.answer(path, request -> request.status(503));
        hook();
        List<NodeId> files = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            files.add(anna.file(anna.root, "file " + i, 1));
        }
        Await.until(PATIENCE, "a first try", () -> RECEIVER.requests(path) > 0);
        SERVER.restart(OPTIONS);
        RECEIVER.answer(path, request -> request.status(204));
        Await.until(
                PATIENCE,
                "all files to be told of",
                () -> RECEIVER.taken(path).stream()
                        .map(request -> request.text("subject"))
                        .collect(Collectors.toSet())
                        .equals(files.stream().map(NodeId::toString).collect(Collectors.toSet())));
        anna = SERVER.newHome();
    }

    @Test
    void aReceiverThatIsGoneIsLeftAloneUntilItsOwnerSaysOtherwise() {
        RECEIVER.answer(path, request -> request.status(410));
        Hook hook = hook();
        anna.file(anna.root, "a.txt", 1);
        Await.until(PATIENCE, "the end", () -> look(hook).text("state").equals("disabled"));
        assertThat(look(hook).text("disabledBecause")).isEqualTo("gone");
        anna.file(anna.root, "b.txt", 1);

        RECEIVER.answer(path, request -> request.status(204));
        assertThat(SERVER.send(anna.account, "PATCH", "/v1/webhooks/" + hook.id(), "{\"paused\": false}")
                        .text("state"))
                .isEqualTo("active");
        assertThat(await(path, 2).stream().map(request -> request.text("data/name")))
                .containsExactlyInAnyOrder("a.txt", "b.txt");
    }

    @Test
    void aRedirectIsAFailure() {
        String elsewhere = path + "-elsewhere";
        RECEIVER.answer(path, request -> request.redirect(RECEIVER.url(elsewhere)));
        Hook hook = hook();
        anna.file(anna.root, "a.txt", 1);
        Await.until(
                PATIENCE,
                "a failure",
                () -> look(hook).body().path("lastStatus").asInt() == 302);
        assertThat(RECEIVER.requests(elsewhere)).isZero();
    }

    @Test
    void whatIsNotTakenForDaysEndsTheWebhook() {
        RECEIVER.answer(path, request -> request.status(500));
        Hook hook = hook();
        anna.file(anna.root, "a.txt", 1);
        Await.until(PATIENCE, "a failure", () -> look(hook).text("state").equals("failing"));
        Await.until(PATIENCE, "the end", () -> {
            SERVER.sql()
                    .sql("UPDATE sync.webhook_held SET since = now() - interval '73 hours' WHERE webhook_id = ?")
                    .param(UUID.fromString(hook.id()))
                    .update();
            return look(hook).text("state").equals("disabled");
        });
        assertThat(look(hook).text("disabledBecause")).isEqualTo("not-taken");
    }

    @Test
    void aReceiverThatAsksForTimeGetsIt() {
        RECEIVER.answer(path, request -> request.later(503, 3_000));
        Hook hook = hook();
        anna.file(anna.root, "a.txt", 1);
        Await.until(
                PATIENCE,
                "an attempt",
                () -> attempts(hook).body().path("items").size() > 0);
        Answer attempts = attempts(hook);
        assertThat(Instant.parse(attempts.body().at("/items/0/nextTry").asString()))
                .isAfter(Instant.now().plusSeconds(2_000));
        assertThat(attempts.body().at("/items/0/status").asInt()).isEqualTo(503);
        assertThat(attempts.body().at("/items/0/kind").asString()).isEqualTo("file.created");
    }

    private Answer attempts(Hook hook) {
        return SERVER.get(anna.account, "/v1/webhooks/%s/deliveries".formatted(hook.id()));
    }

    @Test
    void attemptsComeInPagesTheNewestFirst() {
        Hook hook = hook();
        for (int i = 0; i < 3; i++) {
            anna.file(anna.root, "file " + i, 1);
        }
        await(path, 3);
        Await.until(
                PATIENCE,
                "the attempts",
                () -> attempts(hook).body().path("items").size() == 3);
        String all = "/v1/webhooks/%s/deliveries".formatted(hook.id());
        Answer first = SERVER.get(anna.account, all + "?limit=2");
        Answer second = SERVER.get(anna.account, all + "?limit=2&cursor=" + first.text("nextCursor"));
        List<String> ids = new ArrayList<>();
        first.body().path("items").forEach(item -> ids.add(item.path("id").asString()));
        second.body().path("items").forEach(item -> ids.add(item.path("id").asString()));
        assertThat(ids)
                .containsExactlyInAnyOrderElementsOf(
                        RECEIVER.taken(path).stream().map(Received::id).toList());
        assertThat(second.body().path("nextCursor").isNull()).isTrue();
    }

    @Test
    void aRangeIsSentAgainWithTheSameIds() {
        Hook hook = hook();
        for (int i = 0; i < 5; i++) {
            anna.file(anna.root, "file " + i, 1);
        }
        List<Received> once = await(path, 5).stream()
                .sorted(Comparator.comparing(request -> request.text("sequence")))
                .toList();
        // Only what is known to be delivered is sent again; when the next one comes, these five are.
        anna.file(anna.root, "one more", 1);
        await(path, 6);
        List<String> ids = once.stream().map(Received::id).toList();
        String second = once.get(1).text("sequence");
        String fourth = once.get(3).text("sequence");
        List<String> between = once.stream()
                .filter(request -> request.text("sequence").compareTo(second) >= 0
                        && request.text("sequence").compareTo(fourth) <= 0)
                .map(Received::id)
                .toList();
        Answer answer = resend(hook, second, fourth);
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.text("from")).isEqualTo(second);
        assertThat(answer.text("to")).isEqualTo(fourth);
        List<Received> again = await(path, 6 + between.size());
        assertThat(again.subList(6, again.size()).stream().map(Received::id))
                .containsExactlyInAnyOrderElementsOf(between);

        Await.until(
                PATIENCE,
                "the redelivery to end",
                () -> !look(hook).body().path("redelivering").asBoolean());
        assertThat(resend(
                                hook,
                                "2020-01-01T00:00:00Z",
                                Instant.now().plusSeconds(60).toString())
                        .status())
                .isEqualTo(202);
        Await.until(
                PATIENCE,
                "all to come again",
                () -> RECEIVER.taken(path).stream()
                                .skip(6L + between.size())
                                .map(Received::id)
                                .filter(ids::contains)
                                .distinct()
                                .count()
                        == 5);
    }

    private Answer resend(Hook hook, String from, String to) {
        return SERVER.send(
                anna.account,
                "POST",
                "/v1/webhooks/%s/deliveries".formatted(hook.id()),
                "{\"from\": \"%s\", \"to\": \"%s\"}".formatted(from, to));
    }

    @Test
    void aRangeMustBeOne() {
        Hook hook = hook();
        assertThat(resend(hook, "yesterday", "1").text("code")).isEqualTo("invalid-value");
        assertThat(resend(hook, "9999999999999999999", "1").text("code")).isEqualTo("invalid-value");
        assertThat(resend(hook, "9", "1").status()).isEqualTo(202);
    }

    @Test
    void whoeverLosesAccessHearsNothingMore() {
        Home ben = SERVER.newHome();
        NodeId folder = anna.folder(anna.root, "shared");
        GrantId grant = anna.share(folder, ben.account, "viewer");
        SERVER.settle();
        Hook hook = hook(ben.account, ", \"in\": \"%s\"".formatted(folder));
        anna.file(folder, "a.txt", 1);
        await(path, 1);
        anna.unshare(grant, folder, ben.account);
        anna.file(folder, "b.txt", 1);
        Await.until(
                PATIENCE,
                "the end",
                () -> SERVER.get(ben.account, "/v1/webhooks/" + hook.id())
                        .text("disabledBecause")
                        .equals("access-lost"));
        assertThat(RECEIVER.requests(path)).isEqualTo(1);
    }

    @Test
    void aFolderTellsOfWhatIsInItAndNamesNothingOutside() {
        Home ben = SERVER.newHome();
        NodeId folder = anna.folder(anna.root, "shared");
        NodeId inner = anna.folder(folder, "inner");
        NodeId secret = anna.folder(anna.root, "secret");
        anna.share(folder, ben.account, "viewer");
        SERVER.settle();
        hook(ben.account, ", \"in\": \"%s\"".formatted(folder));
        anna.file(secret, "outside.txt", 1);
        NodeId file = anna.file(inner, "inside.txt", 1);
        anna.move(file, inner, "moved.txt");
        NodeId gone = anna.file(folder, "leaving.txt", 1);
        anna.append(new NodeMoved(gone, anna.space, folder, secret, "leaving.txt", "in secret.txt"));
        anna.rename(gone, "hidden.txt");
        NodeId last = anna.file(inner, "last.txt", 1);
        Await.until(
                PATIENCE,
                "the last of each",
                () -> subjectsAndTypes()
                        .containsAll(List.of(
                                last + " dev.strata.file.created.v1",
                                gone + " dev.strata.node.moved.v1",
                                file + " dev.strata.node.moved.v1")));

        List<Received> told = RECEIVER.taken(path);
        assertThat(told).noneMatch(request -> request.body().contains(secret.toString()));
        assertThat(told).noneMatch(request -> request.body().contains("outside.txt"));
        assertThat(told).noneMatch(request -> request.body().contains("hidden.txt"));
        assertThat(told).noneMatch(request -> request.body().contains("in secret.txt"));
        assertThat(told).noneMatch(request -> request.body().contains(anna.root.toString()));
        assertThat(told.stream().map(request -> request.text("data/toName"))).contains("moved.txt");
    }

    private List<String> subjectsAndTypes() {
        return RECEIVER.taken(path).stream()
                .map(request -> request.text("subject") + " " + request.text("type"))
                .toList();
    }

    @Test
    void aFolderOfOthersIsNoPlaceForAWebhook() {
        Home ben = SERVER.newHome();
        NodeId folder = anna.folder(anna.root, "private");
        SERVER.settle();
        for (String in : List.of(
                folder.toString(), anna.space.toString(), UUID.randomUUID().toString())) {
            Answer answer = SERVER.send(
                    ben.account,
                    "POST",
                    "/v1/webhooks",
                    "{\"url\": \"%s\", \"in\": \"%s\"}".formatted(RECEIVER.url(path), in));
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.text("code")).isEqualTo("node-not-found");
        }
    }

    @Test
    void anErasedAccountHasNoWebhooksAndTheTablesHoldNoSecrets() {
        Hook hook = hook();
        anna.file(anna.root, "a.txt", 1);
        await(path, 1);
        assertThat(row(hook))
                .hasSize(1)
                .noneMatch(row -> row.contains(path)
                        || row.contains(hook.secret())
                        || row.contains(hook.secret().substring(6, 20)));

        anna.erase(SERVER.bean(SubjectKeys.class));
        SERVER.settle();

        assertThat(row(hook)).isEmpty();
        assertThat(SERVER.sql()
                        .sql("SELECT count(*) FROM sync.webhook_attempt WHERE webhook_id = ?")
                        .param(UUID.fromString(hook.id()))
                        .query(Long.class)
                        .single())
                .isZero();
    }

    private static List<String> row(Hook hook) {
        return SERVER.sql()
                .sql("SELECT CAST(w AS text) FROM sync.webhook w WHERE webhook_id = ?")
                .param(UUID.fromString(hook.id()))
                .query((row, _) -> row.getString(1))
                .list();
    }

    @Test
    void webhooksOutliveAReplay() {
        Hook hook = hook();
        anna.file(anna.root, "a.txt", 1);
        await(path, 1);
        SERVER.replay();
        anna.file(anna.root, "b.txt", 1);
        await(path, 2);
        assertThat(look(hook).text("state")).isEqualTo("active");
        assertThat(RECEIVER.requests(path)).isEqualTo(2);
    }

    @Test
    void aSlowReceiverHoldsUpNobodyElse() throws InterruptedException {
        CountDownLatch end = new CountDownLatch(1);
        RECEIVER.answer(path, request -> {
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            request.status(204);
        });
        hook();
        String quick = path + "-quick";
        SERVER.send(anna.account, "POST", "/v1/webhooks", "{\"url\": \"%s\"}".formatted(RECEIVER.url(quick)));
        for (int i = 0; i < 10; i++) {
            anna.file(anna.root, "file " + i, 1);
        }
        await(quick, 10);
        assertThat(RECEIVER.taken(path)).isEmpty();
        end.countDown();
        await(path, 10);
    }

    @Test
    void aPausedWebhookWaits() {
        Hook hook = hook();
        assertThat(SERVER.send(anna.account, "PATCH", "/v1/webhooks/" + hook.id(), "{\"paused\": true}")
                        .text("state"))
                .isEqualTo("paused");
        anna.file(anna.root, "a.txt", 1);
        String other = path + "-other";
        SERVER.send(anna.account, "POST", "/v1/webhooks", "{\"url\": \"%s\"}".formatted(RECEIVER.url(other)));
        anna.file(anna.root, "b.txt", 1);
        await(other, 1);
        assertThat(RECEIVER.requests(path)).isZero();
        SERVER.send(anna.account, "PATCH", "/v1/webhooks/" + hook.id(), "{\"paused\": false}");
        assertThat(await(path, 2)).hasSize(2);
    }

    @Test
    void aDeletedWebhookIsNone() {
        Hook hook = hook();
        assertThat(SERVER.send(anna.account, "DELETE", "/v1/webhooks/" + hook.id(), "")
                        .status())
                .isEqualTo(204);
        assertThat(look(hook).text("code")).isEqualTo("webhook-not-found");
        assertThat(SERVER.get(anna.account, "/v1/webhooks").body().path("items").size())
                .isZero();
    }

    @Test
    void nobodySeesTheWebhooksOfAnother() {
        Hook hook = hook();
        Home ben = SERVER.newHome();
        for (String call : List.of("GET ", "DELETE ", "PATCH ", "POST /secret", "GET /deliveries")) {
            String[] parts = call.split(" ", -1);
            String body = parts[0].equals("PATCH") ? "{\"paused\": true}" : "";
            Answer answer =
                    SERVER.send(ben.account, parts[0], "/v1/webhooks/%s%s".formatted(hook.id(), parts[1]), body);
            assertThat(answer.text("code")).as(call).isEqualTo("webhook-not-found");
        }
        assertThat(SERVER.get(ben.account, "/v1/webhooks").body().path("items").size())
                .isZero();
        assertThat(look(hook).text("state")).isEqualTo("active");
    }

    @Test
    void thereIsALimit() {
        for (int i = 0; i < 20; i++) {
            hook();
        }
        Answer answer =
                SERVER.send(anna.account, "POST", "/v1/webhooks", "{\"url\": \"%s\"}".formatted(RECEIVER.url(path)));
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.text("code")).isEqualTo("too-many-webhooks");
        for (Hook hook : SERVER.get(anna.account, "/v1/webhooks")
                .body()
                .path("items")
                .valueStream()
                .map(item -> new Hook(item.path("id").asString(), ""))
                .toList()) {
            SERVER.send(anna.account, "DELETE", "/v1/webhooks/" + hook.id(), "");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"url\": null}",
                "{\"url\": \"https://hooks.example.com/\"}",
                "{\"url\": \"http://127.0.0.2:%d/\"}",
                "{\"url\": \"http://127.0.0.1:%d/\", \"events\": [\"node.eaten\"]}",
                "{\"url\": \"http://127.0.0.1:%d/\", \"in\": \"x\"}"
            })
    void whatMakesNoSenseIsRefused(String body) {
        Answer answer = SERVER.send(anna.account, "POST", "/v1/webhooks", body.formatted(RECEIVER.port()));
        assertThat(answer.status()).isBetween(400, 422);
        assertThat(answer.text("code"))
                .isIn("invalid-value", "webhook-url-refused", "missing-field", "wrong-type", "invalid-body");
    }
}
