package dev.strata.sync.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.kernel.id.CommentId;
import dev.strata.kernel.id.GrantId;
import dev.strata.kernel.id.NodeId;
import dev.strata.platform.erasure.SubjectKeys;
import dev.strata.sync.Home;
import dev.strata.sync.SyncServer;
import dev.strata.sync.SyncServer.Answer;
import dev.strata.sync.webhook.TestReceiver.Received;
import dev.strata.testing.Await;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Webhooks that tell of what their account is notified of. */
class NotificationWebhookTest {
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
    private final Home anna = SERVER.newHome();
    private final Home ben = SERVER.newHome();
    private final NodeId folder = anna.folder(anna.root, "plans");

    @AfterAll
    static void close() {
        SERVER.close();
        RECEIVER.close();
    }

    @BeforeEach
    void settle() {
        SERVER.settle();
    }

    private static String hook(Home whose, String at, String more) {
        Answer made = SERVER.send(
                whose.account,
                "POST",
                "/v1/webhooks",
                "{\"url\": \"%s\", \"of\": \"notifications\"%s}".formatted(RECEIVER.url(at), more));
        assertThat(made.status()).as(made.body().toString()).isEqualTo(201);
        return made.body().at("/webhook/id").asString();
    }

    private String hook() {
        return hook(ben, path, "");
    }

    private Answer look(String hook) {
        return SERVER.get(ben.account, "/v1/webhooks/" + hook);
    }

    private static List<Received> await(String at, int count) {
        Await.until(
                PATIENCE,
                count + " requests to be taken at " + at,
                () -> RECEIVER.taken(at).size() >= count);
        return RECEIVER.taken(at);
    }

    private static List<String> kinds(List<Received> told) {
        return told.stream().map(request -> request.text("data/kind")).toList();
    }

    private static List<String> ids(List<Received> told) {
        return told.stream().map(Received::id).toList();
    }

    private JsonNode newest() {
        SERVER.settle();
        return SERVER.get(ben.account, "/v1/notifications").body().path("items").get(0);
    }

    @Test
    void whatTheListOfNotificationsHasIsTold() {
        anna.share(anna.folder(anna.root, "before"), ben.account, "viewer");
        SERVER.settle();
        String hook = hook();
        anna.share(folder, ben.account, "editor");

        Received told = await(path, 1).getFirst();
        assertThat(told.text("type")).isEqualTo("dev.strata.notification.shared.v1");
        assertThat(told.text("source")).isEqualTo("/accounts/" + ben.account);
        assertThat(told.text("subject")).isEqualTo(folder.toString());
        assertThat(told.text("id")).isEqualTo(told.id());
        assertThat(told.mediaType()).startsWith("application/cloudevents+json");
        assertThat(told.json().path("data")).isEqualTo(newest());
        assertThat(told.text("data/text")).contains("has shared \"plans\" with you");
        assertThat(told.text("sequence"))
                .isEqualTo("%019d".formatted(newest().path("id").asLong()));
        assertThat(told.text("time")).isEqualTo(newest().path("at").asString());
        assertThat(look(hook).text("of")).isEqualTo("notifications");
        assertThat(look(hook).body().path("spaceId").isNull()).isTrue();
        assertThat(ids(RECEIVER.taken(path))).containsExactly(told.id());
    }

    @Test
    void everyAccountIsToldOfItsOwnUnderAnIdOfItsOwn() {
        Home cleo = SERVER.newHome();
        SERVER.settle();
        hook();
        hook(cleo, path + "-cleo", "");
        hook(anna, path + "-anna", "");
        anna.comment(folder, anna.space, List.of(ben.account, cleo.account));
        anna.quotaReached(90);

        String first = await(path, 1).getFirst().id();
        assertThat(await(path + "-cleo", 1).getFirst().id()).isNotEqualTo(first);
        assertThat(kinds(await(path + "-anna", 1))).containsExactly("quota-near");
        assertThat(RECEIVER.taken(path + "-anna").getFirst().json().has("subject"))
                .isFalse();
        assertThat(RECEIVER.requests(path)).isEqualTo(1);
    }

    @Test
    void onlyTheWantedKindsAreToldWhateverIsSetForListAndMail() {
        SERVER.put(
                ben.account,
                "/v1/me/notification-settings",
                "{\"kinds\": {\"mentioned\": {\"product\": false, \"mail\": false}}}");
        String hook = hook(ben, path, ", \"events\": [\"mentioned\"]");
        anna.share(folder, ben.account, "viewer");
        anna.comment(folder, anna.space, List.of(ben.account));
        assertThat(kinds(await(path, 1))).containsExactly("mentioned");

        anna.share(anna.folder(anna.root, "unwanted"), ben.account, "viewer");
        SERVER.settle();
        Await.until(PATIENCE, "what is unwanted to be passed", () -> hasPassed(hook, newest()));
        Answer changed =
                SERVER.send(ben.account, "PATCH", "/v1/webhooks/" + hook, "{\"events\": [\"shared\", \"quota-full\"]}");
        assertThat(changed.status()).isEqualTo(200);
        anna.share(anna.folder(anna.root, "more"), ben.account, "viewer");
        assertThat(await(path, 2).getLast().text("data/node/name")).isEqualTo("more");
        assertThat(SERVER.send(ben.account, "PATCH", "/v1/webhooks/" + hook, "{\"events\": [\"file.created\"]}")
                        .text("code"))
                .isEqualTo("invalid-value");
    }

    private static boolean hasPassed(String hook, JsonNode notification) {
        return SERVER.sql()
                .sql("SELECT read_to >= ? FROM sync.webhook WHERE webhook_id = ?")
                .params(notification.path("id").asLong(), UUID.fromString(hook))
                .query(Boolean.class)
                .single();
    }

    @Test
    void aReceiverThatWasDownGetsEverythingUnderTheSameIds() {
        Set<String> tried = ConcurrentHashMap.newKeySet();
        RECEIVER.answer(path, request -> {
            tried.add(request.id());
            request.status(503);
        });
        String hook = hook();
        List<NodeId> folders = IntStream.range(0, 80)
                .mapToObj(i -> anna.folder(anna.root, "folder " + i))
                .toList();
        folders.forEach(one -> anna.share(one, ben.account, "viewer"));
        Await.until(
                PATIENCE, "the webhook to fail", () -> look(hook).text("state").equals("failing"));
        RECEIVER.answer(path, request -> request.status(204));

        List<Received> told = await(path, folders.size());
        assertThat(ids(told)).doesNotHaveDuplicates().containsAll(tried);
        assertThat(told.stream().map(request -> request.text("subject")))
                .containsExactlyInAnyOrderElementsOf(
                        folders.stream().map(NodeId::toString).toList());
        Await.until(
                PATIENCE,
                "nothing to wait",
                () -> look(hook).body().path("pending").asLong() == 0);
        JsonNode attempt = SERVER.get(ben.account, "/v1/webhooks/%s/deliveries".formatted(hook))
                .body()
                .path("items")
                .get(0);
        assertThat(attempt.path("kind").asString()).isEqualTo("shared");
        assertThat(attempt.path("nodeId").isNull()).isTrue();
    }

    @Test
    void oneThatIsNotTakenHoldsUpNoOtherNotEvenOfItsNode() {
        RECEIVER.answer(path, request -> request.status(request.type().contains("shared") ? 500 : 204));
        String hook = hook();
        anna.share(folder, ben.account, "viewer");
        anna.comment(folder, anna.space, List.of(ben.account));
        assertThat(kinds(await(path, 1))).containsExactly("mentioned");
        Await.until(
                PATIENCE,
                "the other to wait",
                () -> look(hook).body().path("pending").asLong() == 1);
        RECEIVER.answer(path, request -> request.status(204));
        assertThat(kinds(await(path, 2))).containsExactly("mentioned", "shared");
    }

    @Test
    void namesAreThoseOfWhatTheAccountMaySeeWhenItIsTold() {
        RECEIVER.answer(path, request -> request.status(503));
        String hook = hook();
        GrantId grant = anna.share(folder, ben.account, "viewer");
        CommentId comment = anna.comment(folder, anna.space, List.of(ben.account));
        Await.until(
                PATIENCE, "the webhook to fail", () -> look(hook).text("state").equals("failing"));
        anna.removeComment(comment, folder, anna.space);
        anna.unshare(grant, folder, ben.account);
        SERVER.settle();
        RECEIVER.answer(path, request -> request.status(204));

        Received told = await(path, 1).getFirst();
        assertThat(told.body()).contains("something that you cannot see now").doesNotContain("plans");
        assertThat(told.json().at("/data/actor").isNull()).isTrue();
        Await.until(
                PATIENCE,
                "what was withdrawn to be forgotten",
                () -> look(hook).body().path("pending").asLong() == 0);
        assertThat(kinds(RECEIVER.taken(path))).containsExactly("shared");
    }

    @Test
    void aReplayAndARestartTellNothingAgainAndLoseNothing() {
        RECEIVER.answer(path, request -> request.status(request.type().contains("mentioned") ? 500 : 204));
        String hook = hook();
        anna.share(folder, ben.account, "viewer");
        await(path, 1);
        anna.comment(folder, anna.space, List.of(ben.account));
        Await.until(
                PATIENCE, "one to wait", () -> look(hook).body().path("pending").asLong() == 1);

        SERVER.replay();
        anna.share(anna.folder(anna.root, "more"), ben.account, "viewer");
        await(path, 2);
        RECEIVER.answer(path, request -> request.status(204));
        assertThat(kinds(await(path, 3))).containsExactly("shared", "shared", "mentioned");
        assertThat(ids(RECEIVER.taken(path))).doesNotHaveDuplicates();
        Await.until(
                PATIENCE,
                "the webhook to recover",
                () -> look(hook).text("state").equals("active"));

        SERVER.restart(OPTIONS);
        Home cleo = SERVER.newHome();
        cleo.share(cleo.root, ben.account, "viewer");
        await(path, 4);
        assertThat(ids(RECEIVER.taken(path))).hasSize(4).doesNotHaveDuplicates();
    }

    @Test
    void whatWasToldIsSentAgainOnDemand() {
        String hook = hook();
        anna.share(folder, ben.account, "viewer");
        anna.comment(folder, anna.space, List.of(ben.account));
        List<Received> once = await(path, 2);
        String last = once.stream()
                .map(request -> request.text("sequence"))
                .max(String::compareTo)
                .orElseThrow();
        Await.until(
                PATIENCE,
                "the end of the first delivery",
                () -> resend(hook, "1", last).text("to").equals(last));
        assertThat(new HashSet<>(ids(await(path, 4).subList(2, 4)))).isEqualTo(new HashSet<>(ids(once)));
        Await.until(
                PATIENCE,
                "the redelivery to end",
                () -> !look(hook).body().path("redelivering").asBoolean());
    }

    private Answer resend(String hook, String from, String to) {
        return SERVER.send(
                ben.account,
                "POST",
                "/v1/webhooks/%s/deliveries".formatted(hook),
                "{\"from\": \"%s\", \"to\": \"%s\"}".formatted(from, to));
    }

    @Test
    void anErasedAccountIsToldNothing() {
        String hook = hook();
        ben.erase(SERVER.bean(SubjectKeys.class));
        SERVER.settle();
        assertThat(SERVER.sql()
                        .sql("SELECT count(*) FROM sync.webhook WHERE webhook_id = ?")
                        .param(UUID.fromString(hook))
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"of\": \"weather\"",
                "\"of\": \"notifications\", \"events\": [\"file.created\"]",
                "\"of\": \"nodes\", \"events\": [\"shared\"]",
                "\"of\": \"notifications\", \"in\": \"019a2b3c-0000-7000-8000-000000000001\""
            })
    void whatMakesNoSenseIsRefused(String body) {
        Answer answer = SERVER.send(
                ben.account, "POST", "/v1/webhooks", "{\"url\": \"%s\", %s}".formatted(RECEIVER.url(path), body));
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(400);
        assertThat(answer.text("code")).isEqualTo("invalid-value");
    }
}
