package dev.strata.endtoend.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.endtoend.http.Answer;
import dev.strata.endtoend.http.Bytes;
import dev.strata.endtoend.http.Person;
import dev.strata.endtoend.process.StrataProcess;
import dev.strata.testing.Await;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What people are told of what others do, in the product and by mail. */
class NotificationsIT {
    private static final Duration SOON = Duration.ofSeconds(30);

    private static final Mailbox MAILBOX = new Mailbox();
    private static StrataProcess strata;

    private final Person anna = Mailbox.withAddress(Person.signUp(strata.url()));
    private final Person ben = Mailbox.withAddress(Person.signUp(strata.url()));

    @BeforeAll
    static void start() {
        MAILBOX.open();
        strata = MAILBOX.strata(
                "notifications",
                "-Dstrata.notifications.suspicious=5",
                "-Dstrata.quota.space=1MB",
                "-Dstrata.quota.watch-every=PT0.5S");
    }

    @AfterAll
    static void stop() {
        strata.close();
        MAILBOX.close();
    }

    private static List<JsonNode> told(Person who) {
        return who.api().get("/v1/notifications").is(200).items();
    }

    private static JsonNode await(Person who, String kind) {
        Await.until(
                SOON,
                who.login() + " is told: " + kind,
                () -> told(who).stream()
                        .anyMatch(one -> one.path("kind").asString().equals(kind)));
        return told(who).stream()
                .filter(one -> one.path("kind").asString().equals(kind))
                .findFirst()
                .orElseThrow();
    }

    private void share(String node, String role) {
        anna.api()
                .put("/v1/nodes/%s/grants/%s".formatted(node, ben.accountId()), "{\"role\": \"%s\"}".formatted(role))
                .is(200);
    }

    @Test
    void sharingCommentsRequestsAndLinksAreTold() {
        String folder = anna.folder(anna.root(), "plans");
        ben.api()
                .post("/v1/nodes/%s/access-requests".formatted(folder), "{\"role\": \"viewer\"}")
                .is(202);
        ben.api()
                .post("/v1/nodes/%s/access-requests".formatted(folder), "{\"role\": \"viewer\"}")
                .is(202);
        assertThat(await(anna, "access-asked").path("text").asString())
                .isEqualTo("P %s asks for access to \"plans\", as viewer.".formatted(ben.login()));
        assertThat(told(anna)).hasSize(1);
        assertThat(ben.api().get("/v1/audit").is(200).toString()).doesNotContain("AccessAsked");

        share(folder, "commenter");
        assertThat(await(ben, "shared").path("text").asString())
                .isEqualTo("P %s has shared \"plans\" with you, as commenter.".formatted(anna.login()));
        ben.api()
                .post("/v1/nodes/%s/comments".formatted(folder), "{\"text\": \"well done\"}")
                .is(201);
        await(anna, "commented");
        anna.api()
                .post(
                        "/v1/nodes/%s/comments".formatted(folder),
                        "{\"text\": \"thank you\", \"mentions\": [\"%s\"]}".formatted(ben.accountId()))
                .is(201);
        await(ben, "mentioned");

        String file = anna.upload("plans/a.txt", Bytes.random(1, 10)).is(201).text("id");
        Answer link = anna.api()
                .post("/v1/nodes/%s/links".formatted(file), "{\"role\": \"viewer\"}")
                .is(201);
        anna.api()
                .anonymous()
                .get("/v1/public/%s/content".formatted(link.text("token")))
                .is(307);
        assertThat(await(anna, "link-used").path("subject").asString()).isEqualTo(link.text("linkId"));

        assertThat(MAILBOX.await(ben, "has shared \"plans\" with you")).startsWith("Strata: what is new");
        MAILBOX.await(ben, "has mentioned you");
        assertThat(MAILBOX.to(anna)).noneMatch(mail -> mail.contains("commented"));

        long newest = told(ben).getFirst().path("id").asLong();
        ben.api()
                .post("/v1/notifications/read", "{\"through\": %d}".formatted(newest))
                .is(204);
        assertThat(ben.api().get("/v1/notifications?unread=true").is(200).number("unread"))
                .isZero();

        anna.api()
                .delete("/v1/nodes/%s/grants/%s".formatted(folder, ben.accountId()))
                .is(204);
        Await.until(
                SOON,
                "Ben sees no name any more",
                () -> told(ben).stream()
                        .allMatch(one -> one.path("node").path("name").isNull()
                                && !one.path("text").asString().contains(anna.login())));
    }

    @Test
    void whatIsSuspiciousIsToldWithTheUndoThatTakesItBack() {
        String folder = anna.folder(anna.root(), "plans");
        share(folder, "editor");
        for (int i = 0; i < 6; i++) {
            anna.upload("plans/%d.txt".formatted(i), Bytes.random(i, 100)).is(201);
        }
        for (JsonNode file : anna.children(folder)) {
            ben.api()
                    .sendJson(
                            "PUT",
                            "/v1/nodes/%s/trash".formatted(file.path("id").asString()),
                            "",
                            "If-Match",
                            "\"%d\"".formatted(file.path("version").asLong()))
                    .is(200);
        }
        JsonNode told = await(anna, "suspicious-change");
        assertThat(told.path("actor").path("accountId").asString()).isEqualTo(ben.accountId());
        assertThat(told.path("change").path("deleted").asLong()).isEqualTo(5);
        MAILBOX.await(anna, "Strata: much was changed in your space");

        String undo = told.path("change").path("undo").toString();
        Answer preview = anna.api().post("/v1/undo", undo).is(200);
        anna.api()
                .post("/v1/undo", undo.replaceFirst("}$", ", \"confirm\": \"%s\"}".formatted(preview.text("confirm"))))
                .is(200);
        Await.until(SOON, "all files are back", () -> anna.children(folder).size() == 6);
        assertThat(told(anna))
                .filteredOn(one -> one.path("kind").asString().equals("suspicious-change"))
                .hasSize(1);
    }

    @Test
    void aSpaceThatIsNearlyFullIsTold() {
        anna.upload("most.bin", Bytes.random(7, 950_000)).is(201);
        assertThat(await(anna, "quota-near").path("quota").path("used").asLong())
                .isGreaterThanOrEqualTo(950_000);
        MAILBOX.await(anna, "Your space is nearly full");
    }
}
