package dev.strata.command.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.command.CommandSideProcess;
import dev.strata.command.Http;
import dev.strata.command.Http.Answer;
import dev.strata.command.Http.User;
import dev.strata.command.Receipts;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RetentionHttpTest {
    private final User anna = Http.newUser();

    private void sweepIn(Duration time) {
        CommandSideProcess.shared()
                .bean(RetentionSweeper.class)
                .sweep(Instant.now().plus(time));
    }

    private String folder(String parent, String name) {
        return anna.http()
                .post("/v1/folders", "{\"parentId\": \"%s\", \"name\": \"%s\"}".formatted(parent, name))
                .text("id");
    }

    private String fileWithVersions(String parent, String... digits) {
        String id = anna.http()
                .post("/v1/files", """
                        {"parentId": "%s", "name": "a.txt", "receipt": "%s"}""".formatted(parent, Receipts.of(anna, digits[0])))
                .text("id");
        for (int i = 1; i < digits.length; i++) {
            anna.http().post("/v1/files/" + id + "/versions", """
                    {"receipt": "%s", "conflict": "overwrite"}""".formatted(Receipts.of(anna, digits[i])));
        }
        return id;
    }

    private Answer put(String node, String what, String body) {
        return anna.http().put("/v1/nodes/%s/%s".formatted(node, what), body);
    }

    private boolean isGone(String node) {
        return anna.http().delete("/v1/nodes/" + node + "/trash").status() == 404;
    }

    @Test
    void theTrashIsKeptForThirtyDays() {
        String early = folder(anna.root(), "early");
        anna.http().put("/v1/nodes/" + early + "/trash", null);
        sweepIn(Duration.ofDays(30).minusMinutes(1));
        assertThat(isGone(early)).isFalse();
        anna.http().put("/v1/nodes/" + early + "/trash", null);
        sweepIn(Duration.ofDays(30).plusMinutes(1));
        assertThat(isGone(early)).isTrue();
    }

    @Test
    void theNearestFolderThatSaysSomethingDecides() {
        String outer = folder(anna.root(), "outer");
        String inner = folder(outer, "inner");
        String node = folder(inner, "node");
        String other = folder(outer, "other");
        put(outer, "retention", "{\"trashDays\": 2}");
        put(inner, "retention", "{\"trashDays\": 10, \"keepVersions\": 5}");
        Answer inForce = anna.http().get("/v1/nodes/" + node + "/retention");
        assertThat(inForce.body().path("trashDays").asInt()).isEqualTo(10);
        assertThat(inForce.text("trashFrom")).isEqualTo(inner);
        assertThat(inForce.body().path("keepVersions").asInt()).isEqualTo(5);
        anna.http().put("/v1/nodes/" + node + "/trash", null);
        anna.http().put("/v1/nodes/" + other + "/trash", null);
        sweepIn(Duration.ofDays(3));
        assertThat(isGone(node)).isFalse();
        assertThat(isGone(other)).isTrue();
        anna.http().delete("/v1/nodes/" + inner + "/retention");
        assertThat(anna.http().get("/v1/nodes/" + inner + "/retention").text("trashFrom"))
                .isEqualTo(outer);
    }

    @Test
    void oldVersionsArePrunedByTheRuleOfTheSpace() {
        String file = fileWithVersions(anna.root(), "a", "b", "c", "d");
        put(anna.root(), "retention", "{\"keepVersions\": 2}");
        sweepIn(Duration.ZERO);
        assertThat(anna.http()
                        .post("/v1/files/" + file + "/versions/3/restore", "")
                        .status())
                .isEqualTo(200);
        assertThat(anna.http()
                        .post("/v1/files/" + file + "/versions/2/restore", "")
                        .text("code"))
                .isEqualTo("version-not-found");
    }

    @Test
    void aHoldKeepsEverythingAroundItAndSaysSo() {
        String outer = folder(anna.root(), "outer");
        String inner = folder(outer, "inner");
        String file = fileWithVersions(inner, "a", "b", "c");
        put(inner, "hold", "{\"reason\": \"case 17\"}");
        put(anna.root(), "retention", "{\"keepVersions\": 1, \"trashDays\": 0}");
        sweepIn(Duration.ofDays(1));
        assertThat(anna.http()
                        .post("/v1/files/" + file + "/versions/1/restore", "")
                        .status())
                .isEqualTo(200);
        anna.http().put("/v1/nodes/" + outer + "/trash", null);
        sweepIn(Duration.ofDays(1));
        Answer refused = anna.http().delete("/v1/nodes/" + outer);
        assertThat(refused.status()).isEqualTo(423);
        assertThat(refused.text("code")).isEqualTo("legal-hold");
        assertThat(anna.http().delete("/v1/trash").body().path("held").size()).isEqualTo(1);
        anna.http().delete("/v1/nodes/" + inner + "/hold");
        assertThat(anna.http().delete("/v1/nodes/" + outer).status()).isEqualTo(204);
    }

    @Test
    void limitsAreLimited() {
        for (String body : new String[] {
            "{\"trashDays\": -1}", "{\"trashDays\": 36501}", "{\"keepVersions\": 0}", "{\"keepDays\": -1}"
        }) {
            assertThat(put(anna.root(), "retention", body).text("code"))
                    .as(body)
                    .isEqualTo("invalid-value");
        }
        assertThat(put(anna.root(), "retention", "{\"trashDays\": 36500, \"keepVersions\": 1}")
                        .status())
                .isEqualTo(200);
        assertThat(put(anna.root(), "hold", "{\"reason\": \"%s\"}".formatted("x".repeat(501)))
                        .status())
                .isEqualTo(400);
        assertThat(put(anna.root(), "hold", "{\"reason\": \"%s\"}".formatted("x".repeat(500)))
                        .status())
                .isEqualTo(200);
    }
}
