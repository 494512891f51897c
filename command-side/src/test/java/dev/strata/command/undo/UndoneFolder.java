package dev.strata.command.undo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.command.Http;
import dev.strata.command.Http.Answer;
import dev.strata.command.Http.User;
import dev.strata.command.Receipts;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Anna's folder, in which things happen that are taken back; Ben may be let in. */
abstract class UndoneFolder {
    final User anna = Http.newUser();
    final User ben = Http.newUser();
    final String folder = folder(anna.root(), "shared");

    String folder(String parent, String name) {
        return anna.http()
                .post("/v1/folders", "{\"parentId\": \"%s\", \"name\": \"%s\"}".formatted(parent, name))
                .text("id");
    }

    String file(String name) {
        return anna.http()
                .post("/v1/files", """
                        {"parentId": "%s", "name": "%s", "receipt": "%s"}""".formatted(folder, name, Receipts.of(anna, "a")))
                .text("id");
    }

    void share(String role) {
        Answer shared = anna.http()
                .put("/v1/nodes/%s/grants/%s".formatted(folder, ben.accountId()), "{\"role\": \"%s\"}".formatted(role));
        assertThat(shared.status()).isEqualTo(200);
    }

    void overwrite(User who, String file, String digit) {
        Answer added = who.http().post("/v1/files/" + file + "/versions", """
                {"receipt": "%s", "conflict": "overwrite"}""".formatted(
                        Receipts.of(who.accountId(), anna.spaceId(), digit, java.time.Duration.ofHours(1))));
        assertThat(added.status()).as("%s", added.body()).isEqualTo(201);
    }

    static void put(User who, String path, String body) {
        Answer answer = who.http().put(path, body);
        assertThat(answer.status()).as("%s %s", path, answer.body()).isEqualTo(200);
    }

    /** Changes nothing: the node already is called so. */
    JsonNode look(String node, String name) {
        return anna.http()
                .put("/v1/nodes/" + node + "/name", "{\"name\": \"%s\"}".formatted(name))
                .body();
    }

    String idOf(String path) {
        return anna.http()
                .post("/v1/placements", "{\"path\": \"%s\"}".formatted(path))
                .text("nodeId");
    }

    Answer undo(String members) {
        return anna.http().post("/v1/undo", "{%s}".formatted(members));
    }

    /** What the preview says is done. */
    Answer confirmed(String members) {
        Answer preview = undo(members);
        assertThat(preview.status()).as("%s", preview.body()).isEqualTo(200);
        assertThat(preview.body().path("operation").isNull()).isTrue();
        Answer done = undo(members + ", \"confirm\": \"%s\"".formatted(preview.text("confirm")));
        assertThat(done.status()).as("%s", done.body()).isEqualTo(200);
        assertThat(done.body().path("changes")).isEqualTo(preview.body().path("changes"));
        assertThat(done.text("operation")).hasSize(36);
        return done;
    }

    static List<String> reasons(Answer report) {
        return report.body()
                .path("conflicts")
                .valueStream()
                .map(conflict -> conflict.path("reason").asString())
                .toList();
    }
}
