package dev.strata.sync.notification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.CommentId;
import dev.strata.kernel.id.DeviceId;
import dev.strata.kernel.id.GrantId;
import dev.strata.kernel.id.NodeId;
import dev.strata.platform.erasure.SubjectKeys;
import dev.strata.sync.Home;
import dev.strata.sync.SyncServer;
import dev.strata.sync.SyncServer.Answer;
import dev.strata.testing.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Who is told of what, from events in a real log to HTTP and mail. */
class NotificationTest {
    private static final int SUSPICIOUS = 6;

    @TempDir
    private static Path mails;

    private static SyncServer server;

    private final Home anna = named("Anna");
    private final Home ben = named("Ben");
    private final Home cleo = named("Cleo");
    private final NodeId folder = anna.folder(anna.root, "plans");

    @BeforeAll
    static void start() {
        server = SyncServer.start(
                "--strata.mail.folder=" + mails,
                "--strata.notifications.mail-after=PT0S",
                "--strata.notifications.mail-check=PT0.2S",
                "--strata.notifications.suspicious=" + SUSPICIOUS);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Home named(String name) {
        Home home = server.newHome();
        home.profile(name, home.account + "@example.org");
        return home;
    }

    private static Answer answer(Home who, String query) {
        server.settle();
        Answer answer = server.get(who.account, "/v1/notifications" + query);
        assertThat(answer.status()).isEqualTo(200);
        return answer;
    }

    private static List<JsonNode> told(Home who) {
        return answer(who, "").body().path("items").valueStream().toList();
    }

    private static List<String> texts(Home who) {
        return told(who).stream().map(one -> one.path("text").asString()).toList();
    }

    private static List<String> kinds(Home who) {
        return told(who).stream().map(one -> one.path("kind").asString()).toList();
    }

    @Test
    void whoIsGivenAccessIsTold() {
        anna.share(folder, ben.account, "editor");
        assertThat(texts(ben)).containsExactly("Anna has shared \"plans\" with you, as editor.");
        assertThat(told(anna)).isEmpty();
        assertThat(told(cleo)).isEmpty();
    }

    @Test
    void everyMemberOfAGroupIsToldButWhoDidIt() {
        AccountId group = anna.group();
        for (Home member : List.of(anna, ben, cleo)) {
            anna.join(group, member.account);
        }
        anna.share(folder, group, "viewer");
        assertThat(kinds(ben)).containsExactly("shared");
        assertThat(kinds(cleo)).containsExactly("shared");
        assertThat(told(anna)).isEmpty();
    }

    @Test
    void whoCannotSeeItAnyMoreSeesNoName() {
        GrantId grant = anna.share(folder, ben.account, "viewer");
        anna.unshare(grant, folder, ben.account);
        assertThat(texts(ben))
                .containsExactly("Somebody has shared something that you cannot see now with you, as viewer.");
        assertThat(told(ben).getFirst().path("node").path("name").isNull()).isTrue();
    }

    @Test
    void whatIsInTheTrashIsNamedToItsOwnerOnly() {
        NodeId file = anna.file(folder, "a.txt", 1);
        anna.share(folder, ben.account, "commenter");
        ben.comment(file, anna.space, List.of());
        anna.trash(folder);
        assertThat(texts(ben).getFirst()).contains("cannot see");
        assertThat(texts(anna)).containsExactly("Ben has commented on \"a.txt\".");
    }

    @Test
    void aNewNameIsTheOneThatIsTold() {
        anna.share(folder, ben.account, "viewer");
        anna.rename(folder, "secret plans");
        anna.profile("Anna B.", null);
        assertThat(texts(ben)).containsExactly("Anna B. has shared \"secret plans\" with you, as viewer.");
    }

    @Test
    void theOwnerAndThoseWhoSpokeBeforeAreToldOfAComment() {
        anna.share(folder, ben.account, "commenter");
        anna.share(folder, cleo.account, "commenter");
        ben.comment(folder, anna.space, List.of());
        cleo.comment(folder, anna.space, List.of());
        assertThat(kinds(anna)).containsExactly("commented", "commented");
        assertThat(kinds(ben)).containsExactly("commented", "shared");
        assertThat(kinds(cleo)).containsExactly("shared");
    }

    @Test
    void whoIsMentionedIsToldOnce() {
        anna.share(folder, ben.account, "viewer");
        CommentId comment = anna.comment(folder, anna.space, List.of(ben.account));
        anna.editComment(comment, folder, anna.space, List.of(ben.account, cleo.account));
        assertThat(texts(ben))
                .containsExactly(
                        "Anna has mentioned you in a comment on \"plans\".",
                        "Anna has shared \"plans\" with you, as viewer.");
        assertThat(kinds(cleo)).containsExactly("mentioned");
        anna.removeComment(comment, folder, anna.space);
        assertThat(kinds(ben)).containsExactly("shared");
    }

    @Test
    void requestsLinksAndQuotasAreTold() {
        anna.by(null).askedBy(cleo.account, folder, "viewer");
        anna.useLink(folder);
        anna.quotaReached(90);
        anna.quotaReached(100);
        assertThat(texts(anna))
                .containsExactly(
                        "Your space is full: 10 of 10 MB are used.",
                        "Your space is nearly full: 9 of 10 MB are used.",
                        "Your link to \"plans\" was used for the first time.",
                        "Cleo asks for access to \"plans\", as viewer.");
    }

    @Test
    void whoDeletesAndRewritesMuchIsToldOfOnceWithTheFilterOfAnUndo() {
        DeviceId laptop = anna.register("laptop");
        List<NodeId> files = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            files.add(anna.file(folder, i + ".txt", 1));
        }
        anna.by(laptop);
        Instant before = Instant.now();
        files.subList(0, SUSPICIOUS - 1).forEach(file -> anna.upload(file, 2, 3));
        assertThat(told(anna)).isEmpty();
        files.forEach(anna::trash);
        assertThat(kinds(anna)).containsExactly("suspicious-change");
        JsonNode change = told(anna).getFirst().path("change");
        assertThat(change.path("rewritten").asLong()).isEqualTo(SUSPICIOUS - 1);
        assertThat(change.path("deleted").asLong()).isEqualTo(1);
        JsonNode undo = change.path("undo");
        assertThat(undo.path("device").asString()).isEqualTo(laptop.toString());
        assertThat(undo.path("actor").asString()).isEqualTo(anna.account.toString());
        assertThat(Instant.parse(undo.path("from").asString()))
                .isBetween(
                        before.minusMillis(10),
                        Instant.parse(change.path("since").asString()));
    }

    @Test
    void aFolderCountsWithWhatIsInIt() {
        for (int i = 0; i < SUSPICIOUS; i++) {
            anna.file(folder, i + ".txt", 1);
        }
        anna.trash(folder);
        assertThat(told(anna).getFirst().path("change").path("deleted").asLong())
                .isEqualTo(SUSPICIOUS + 1);
    }

    @Test
    void whoseDeviceWasStoppedIsToldWhatTakesItBackAndWhatLetsItGoOn() {
        DeviceId laptop = anna.register("laptop");
        anna.by(laptop);
        anna.park(laptop, 250, Instant.parse("2026-01-02T03:04:00Z"));

        assertThat(kinds(anna)).containsExactly("device-parked");
        JsonNode told = told(anna).getFirst();
        assertThat(told.path("text").asString())
                .contains("250 files and folders", "POST /v1/devices/%s/release".formatted(laptop));
        JsonNode undo = told.path("change").path("undo");
        assertThat(undo.path("device").asString()).isEqualTo(laptop.toString());
        assertThat(undo.path("from").asString()).isEqualTo("2026-01-02T03:03:59.999Z");
    }

    @Test
    void twoDevicesAreCountedApart() {
        NodeId file = anna.file(folder, "a.txt", 1);
        for (DeviceId device : List.of(anna.register("laptop"), anna.register("phone"))) {
            anna.by(device);
            for (int i = 1; i < SUSPICIOUS; i++) {
                anna.upload(file, i + 1, 1);
            }
        }
        assertThat(told(anna)).isEmpty();
    }

    @Test
    void pagesGoBackAndReadingGoesForward() {
        for (int i = 0; i < 3; i++) {
            anna.share(anna.folder(anna.root, "f" + i), ben.account, "viewer");
        }
        Answer first = answer(ben, "?limit=2");
        assertThat(first.body().path("unread").asLong()).isEqualTo(3);
        assertThat(first.body().path("items")).hasSize(2);
        Answer second = answer(ben, "?limit=2&cursor=" + first.text("nextCursor"));
        assertThat(second.body().path("items")).hasSize(1);
        assertThat(second.body().path("nextCursor").isNull()).isTrue();

        read(ben, second.body().path("items").get(0).path("id").asLong());
        assertThat(answer(ben, "?unread=true").body().path("items")).hasSize(2);
        assertThat(answer(ben, "").body().path("unread").asLong()).isEqualTo(2);
        read(ben, Long.MAX_VALUE);
        read(ben, 0);
        assertThat(answer(ben, "").body().path("unread").asLong()).isZero();
        anna.share(anna.folder(anna.root, "f4"), ben.account, "viewer");
        assertThat(answer(ben, "").body().path("unread").asLong()).isEqualTo(1);
    }

    private static void read(Home who, long through) {
        assertThat(SyncServer.send(server.request(who.account, "/v1/notifications/read")
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString("{\"through\": %d}".formatted(through)))
                                .build())
                        .status())
                .isEqualTo(204);
    }

    @Test
    void everybodyDecidesWhatHeIsToldOf() {
        String settings = "/v1/me/notification-settings";
        Answer changed =
                server.put(ben.account, settings, "{\"kinds\": {\"shared\": {\"product\": false, \"mail\": false}}}");
        assertThat(changed.body().path("kinds").path("shared").path("product").asBoolean())
                .isFalse();
        assertThat(changed.body().path("kinds").path("mentioned").path("mail").asBoolean())
                .isTrue();
        anna.share(folder, ben.account, "viewer");
        assertThat(answer(ben, "").body().path("unread").asLong()).isZero();
        assertThat(told(ben)).isEmpty();
        server.put(ben.account, settings, "{\"kinds\": {}}");
        assertThat(kinds(ben)).containsExactly("shared");
        for (String wrong : List.of(
                "{\"kinds\": {\"weather\": {\"product\": true, \"mail\": true}}}",
                "{\"kinds\": {\"shared\": null}}",
                "{\"kinds\": {\"shared\": {\"product\": true}}}",
                "{}")) {
            assertThat(server.put(ben.account, settings, wrong).status())
                    .as(wrong)
                    .isEqualTo(400);
        }
    }

    private static List<String> mailsTo(Home who) {
        try (Stream<Path> files = Files.list(mails)) {
            List<String> texts = new ArrayList<>();
            for (Path file : files.filter(one -> one.getFileName().toString().startsWith(who.account + "_")
                            && one.toString().endsWith(".eml"))
                    .toList()) {
                texts.add(Files.readString(file));
            }
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> rows() {
        return server.sql()
                .sql("SELECT n::text FROM sync.notification n ORDER BY account_id, position")
                .query(String.class)
                .list();
    }

    private static void mailed() {
        Await.until(
                Duration.ofSeconds(30),
                "all that is to be mailed is mailed",
                () -> server.sql().sql("""
                        SELECT NOT EXISTS (SELECT FROM log.mail) AND NOT EXISTS (
                            SELECT FROM sync.notification n LEFT JOIN sync.notification_reader r USING (account_id)
                             WHERE n.position > coalesce(r.mailed_through, 0))""").query(Boolean.class).single());
    }

    @Test
    void aReplayMakesTheSameRowsKeepsWhatWasReadAndMailsNothingAgain() {
        anna.share(folder, ben.account, "viewer");
        read(ben, told(ben).getFirst().path("id").asLong());
        anna.comment(folder, anna.space, List.of(ben.account));
        server.settle();
        mailed();
        List<String> before = rows();
        assertThat(mailsTo(ben)).anyMatch(mail -> mail.contains("mentioned you"));
        int count = mailsTo(ben).size();

        server.replay();
        mailed();
        assertThat(rows()).isEqualTo(before);
        assertThat(mailsTo(ben)).hasSize(count);
        assertThat(answer(ben, "").body().path("unread").asLong()).isEqualTo(1);

        anna.share(anna.folder(anna.root, "news"), ben.account, "viewer");
        Await.until(
                Duration.ofSeconds(30),
                "what comes later is mailed",
                () -> mailsTo(ben).size() == count + 1);
    }

    @Test
    void ofAnErasedAccountNoNameIsLeft() {
        anna.share(folder, ben.account, "viewer");
        ben.comment(folder, anna.space, List.of());
        assertThat(kinds(anna)).containsExactly("commented");
        ben.erase(server.bean(SubjectKeys.class));
        assertThat(texts(anna)).containsExactly("Somebody has commented on \"plans\".");
        for (String table : List.of("person", "notification", "notification_reader", "notification_setting")) {
            assertThat(server.sql()
                            .sql("SELECT count(*) FROM sync.%s WHERE account_id = ?".formatted(table))
                            .param(ben.account.value())
                            .query(Long.class)
                            .single())
                    .as(table)
                    .isZero();
        }
        anna.erase(server.bean(SubjectKeys.class));
        server.settle();
        assertThat(rows()).noneMatch(row -> row.contains(anna.space.toString()));
    }
}
