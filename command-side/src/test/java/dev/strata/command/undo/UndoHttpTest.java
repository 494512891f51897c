package dev.strata.command.undo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.command.Http;
import dev.strata.command.Http.Answer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class UndoHttpTest extends UndoneFolder {
    /** Another account goes wild in a shared folder; one of the files is saved by hand afterwards. */
    @Test
    void whatSomebodyDidIsTakenBackAndLaterGoodWorkStays() {
        share("editor");
        List<String> files = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            files.add(file("f" + i + ".txt"));
        }
        Instant before = Instant.now();
        for (int i = 0; i < 8; i++) {
            overwrite(ben, files.get(i), "b");
            put(ben, "/v1/nodes/" + files.get(i) + "/name", "{\"name\": \"f%d.locked\"}".formatted(i));
        }
        put(ben, "/v1/nodes/" + files.get(1) + "/trash", null);
        put(ben, "/v1/nodes/" + files.get(2) + "/tags/evil", null);
        ben.http().post("/v1/folders", "{\"parentId\": \"%s\", \"name\": \"READ ME\"}".formatted(folder));
        overwrite(anna, files.get(3), "c");

        String filter = "\"actor\": \"%s\", \"from\": \"%s\"".formatted(ben.accountId(), before);
        Answer preview = undo(filter);
        assertThat(preview.body().path("events").asInt()).isEqualTo(19);
        assertThat(idOf("shared/f0.locked")).isEqualTo(files.get(0));

        Answer done = confirmed(filter);
        for (int i = 0; i < 8; i++) {
            JsonNode node = look(files.get(i), "f" + i + ".txt");
            assertThat(node.path("name").asString()).isEqualTo("f" + i + ".txt");
            assertThat(node.path("trashed").asBoolean()).isFalse();
            assertThat(node.path("sha256").asString()).isEqualTo((i == 3 ? "c" : "a").repeat(64));
            assertThat(node.path("tags").size()).isZero();
        }
        assertThat(idOf("shared/READ ME")).isEqualTo("");
        assertThat(reasons(done)).containsExactly("changed-since");

        Answer again = undo(filter);
        assertThat(again.body().path("changes").size()).isZero();
    }

    @Test
    void anUndoIsUndone() {
        String file = file("a.txt");
        Instant before = Instant.now();
        put(anna, "/v1/nodes/" + file + "/name", "{\"name\": \"b.txt\"}");
        Answer done = confirmed("\"from\": \"%s\"".formatted(before));
        assertThat(idOf("shared/a.txt")).isEqualTo(file);
        confirmed("\"from\": \"%s\", \"operation\": \"%s\"".formatted(before, done.text("operation")));
        assertThat(idOf("shared/b.txt")).isEqualTo(file);
    }

    @Test
    void aConfirmationIsSentAgainWithoutBeingDoneAgain() {
        String file = file("a.txt");
        Instant before = Instant.now();
        put(anna, "/v1/nodes/" + file + "/name", "{\"name\": \"b.txt\"}");
        String filter = "{\"from\": \"%s\", \"confirm\": \"%s\"}";
        String preview = undo("\"from\": \"%s\"".formatted(before)).text("confirm");

        String stale = filter.formatted(before, "stale");
        assertThat(anna.http().post("/v1/undo", stale, "Idempotency-Key", "k1").text("code"))
                .isEqualTo("plan-changed");
        String body = filter.formatted(before, preview);
        Answer first = anna.http().post("/v1/undo", body, "Idempotency-Key", "k1");
        assertThat(first.status()).as("%s", first.body()).isEqualTo(200);
        Answer second = anna.http().post("/v1/undo", body, "Idempotency-Key", "k1");
        assertThat(second.status()).as("%s", second.body()).isEqualTo(200);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(anna.http().post("/v1/undo", body).text("code")).isEqualTo("plan-changed");
    }

    @Test
    void namesThatWereSwappedAreSwappedBack() {
        String a = file("a.txt");
        String b = file("b.txt");
        Instant before = Instant.now();
        put(anna, "/v1/nodes/" + a + "/name", "{\"name\": \"c.txt\"}");
        put(anna, "/v1/nodes/" + b + "/name", "{\"name\": \"a.txt\"}");
        put(anna, "/v1/nodes/" + a + "/name", "{\"name\": \"b.txt\"}");
        Answer done = confirmed("\"from\": \"%s\", \"kinds\": [\"rename\"]".formatted(before));
        assertThat(reasons(done)).isEmpty();
        assertThat(idOf("shared/a.txt")).isEqualTo(a);
        assertThat(idOf("shared/b.txt")).isEqualTo(b);
    }

    @Test
    void aNameThatSomebodyElseHasNowIsReportedAndNothingIsGuessed() {
        String file = file("a.txt");
        Instant before = Instant.now();
        put(anna, "/v1/nodes/" + file + "/name", "{\"name\": \"b.txt\"}");
        String other = file("a.txt");
        Answer done = confirmed("\"from\": \"%s\", \"kinds\": [\"rename\"]".formatted(before));
        assertThat(reasons(done)).containsExactly("name-taken");
        assertThat(idOf("shared/a.txt")).isEqualTo(other);
        assertThat(idOf("shared/b.txt")).isEqualTo(file);
    }

    @Test
    void whatStaysAndIsInTheWayOfAnotherIsReportedOnce() {
        share("editor");
        String plan = folder(folder, "plan");
        Instant before = Instant.now();
        put(anna, "/v1/nodes/" + plan + "/name", "{\"name\": \"old plan\"}");
        String other = folder(folder, "plan");
        ben.http().post("/v1/folders", "{\"parentId\": \"%s\", \"name\": \"mine\"}".formatted(other));

        Answer done = confirmed("\"actor\": \"%s\", \"from\": \"%s\"".formatted(anna.accountId(), before));
        assertThat(reasons(done)).containsExactlyInAnyOrder("name-taken", "holds-later-work");
    }

    @Test
    void aLeaseThatStandsInTheWayOfSeveralChangesIsReportedOnce() {
        share("editor");
        String file = file("a.txt");
        Instant before = Instant.now();
        overwrite(anna, file, "b");
        put(anna, "/v1/nodes/" + file + "/tags/red", null);
        put(ben, "/v1/nodes/" + file + "/lock", "{}");

        assertThat(reasons(undo("\"from\": \"%s\", \"actor\": \"%s\"".formatted(before, anna.accountId()))))
                .containsExactly("node-locked");
    }

    @Test
    void whatHasChangedSinceThePreviewMustBeConfirmedAnew() {
        String file = file("a.txt");
        Instant before = Instant.now();
        put(anna, "/v1/nodes/" + file + "/name", "{\"name\": \"b.txt\"}");
        String filter = "\"from\": \"%s\"".formatted(before);
        String confirm = undo(filter).text("confirm");
        put(anna, "/v1/nodes/" + file + "/tags/x", null);
        Answer refused = undo(filter + ", \"confirm\": \"%s\"".formatted(confirm));
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text("code")).isEqualTo("plan-changed");
        assertThat(refused.body().at("/preview/changes").size()).isEqualTo(2);
        assertThat(idOf("shared/b.txt")).isEqualTo(file);
    }

    @Test
    void grantsComeBackAndGo() {
        share("viewer");
        Instant before = Instant.now();
        assertThat(anna.http()
                        .delete("/v1/nodes/%s/grants/%s".formatted(folder, ben.accountId()))
                        .status())
                .isEqualTo(204);
        confirmed("\"from\": \"%s\", \"kinds\": [\"grants\"]".formatted(before));
        assertThat(ben.http().put("/v1/nodes/" + folder + "/star", null).status())
                .isEqualTo(204);
        Instant later = Instant.now();
        share("editor");
        confirmed("\"from\": \"%s\"".formatted(later));
        assertThat(ben.http().put("/v1/nodes/" + folder + "/tags/x", null).text("code"))
                .isEqualTo("forbidden");
    }

    @Test
    void aFolderIsRewoundToAnInstant() {
        String stays = file("stays.txt");
        String leaves = file("leaves.txt");
        String dies = file("dies.txt");
        String inner = folder(folder, "inner");
        String outside = folder(anna.root(), "outside");
        put(anna, "/v1/nodes/" + stays + "/tags/old", null);
        Instant then = Instant.now();
        overwrite(anna, stays, "b");
        overwrite(anna, stays, "c");
        put(anna, "/v1/nodes/" + stays + "/tags/new", null);
        put(anna, "/v1/nodes/" + leaves + "/parent", "{\"parentId\": \"%s\"}".formatted(outside));
        put(anna, "/v1/nodes/" + dies + "/trash", null);
        put(anna, "/v1/nodes/" + inner + "/name", "{\"name\": \"renamed\"}");
        String comes = file("comes.txt");
        put(anna, "/v1/nodes/" + comes + "/parent", "{\"parentId\": \"%s\"}".formatted(inner));
        put(anna, "/v1/nodes/" + outside + "/tags/untouched", null);

        String rewind = "/v1/nodes/" + folder + "/rewind";
        Answer preview = anna.http().post(rewind, "{\"to\": \"%s\"}".formatted(then));
        Answer done = anna.http()
                .post(rewind, "{\"to\": \"%s\", \"confirm\": \"%s\"}".formatted(then, preview.text("confirm")));

        assertThat(done.status()).as("%s", done.body()).isEqualTo(200);
        assertThat(reasons(done)).isEmpty();
        assertThat(idOf("shared/stays.txt")).isEqualTo(stays);
        assertThat(look(stays, "stays.txt").path("sha256").asString()).isEqualTo("a".repeat(64));
        assertThat(look(stays, "stays.txt").path("tags").toString()).isEqualTo("[\"old\"]");
        assertThat(idOf("shared/leaves.txt")).isEqualTo(leaves);
        assertThat(idOf("shared/dies.txt")).isEqualTo(dies);
        assertThat(look(inner, "inner").path("version").asInt()).isEqualTo(3);
        assertThat(idOf("shared/inner/comes.txt")).isEqualTo("");
        assertThat(look(outside, "outside").path("tags").size()).isEqualTo(1);
    }

    @Test
    void onlyAnOwnerUndoes() {
        share("editor");
        Answer no = ben.http().post("/v1/nodes/" + folder + "/rewind", "{\"to\": \"%s\"}".formatted(Instant.now()));
        assertThat(no.text("code")).isEqualTo("forbidden");
        Answer stranger = Http.newUser().http().post("/v1/undo", """
                {"from": "%s", "node": "%s"}""".formatted(Instant.now(), folder));
        assertThat(stranger.text("code")).isEqualTo("node-not-found");
        assertThat(undo("\"from\": \"2999-01-01T00:00:00Z\"").text("code")).isEqualTo("invalid-instant");
        assertThat(undo("\"from\": \"%s\", \"kinds\": [\"everything\"]".formatted(Instant.now()))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void aModifiedTimeComesBackWhateverContentBroughtAnother() {
        String file = file("a.txt");
        put(anna, "/v1/nodes/" + file + "/modified-time", "{\"modifiedAt\": \"2020-01-02T03:04:05Z\"}");
        Instant before = Instant.now();
        overwrite(anna, file, "b");
        confirmed("\"from\": \"%s\"".formatted(before));
        assertThat(look(file, "a.txt").path("modifiedAt").asString()).isEqualTo("2020-01-02T03:04:05Z");
        confirmed("\"from\": \"%s\", \"kinds\": [\"attributes\"]".formatted(Instant.EPOCH));
        assertThat(look(file, "a.txt").path("modifiedAt").isNull()).isTrue();
    }

    @Test
    void whatIsTakenAwayIsNamed() {
        String file = file("a.txt");
        Instant before = Instant.now();
        put(anna, "/v1/nodes/" + file + "/tags/evil", null);
        Answer done = confirmed("\"from\": \"%s\"".formatted(before));
        assertThat(done.body().at("/changes/0/from").asString()).isEqualTo("evil");
    }

    @Test
    void accessThatWasGivenAnewSinceStays() {
        share("viewer");
        Instant before = Instant.now();
        ben.http().delete("/v1/nodes/%s/grants/%s".formatted(folder, ben.accountId()));
        share("editor");
        Answer done = confirmed("\"from\": \"%s\", \"actor\": \"%s\"".formatted(before, ben.accountId()));
        assertThat(reasons(done)).containsExactly("changed-since");
        put(ben, "/v1/nodes/" + folder + "/tags/x", null);
    }
}
