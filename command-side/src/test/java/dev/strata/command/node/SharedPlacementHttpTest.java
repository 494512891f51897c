package dev.strata.command.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.command.CommandSideProcess;
import dev.strata.command.Http;
import dev.strata.command.Http.Answer;
import dev.strata.command.Http.User;
import dev.strata.command.Receipts;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Paths that begin at a folder of somebody else. Each file here has three bytes. */
class SharedPlacementHttpTest {
    private final User anna = Http.newUser();
    private final User ben = Http.newUser();
    private final String docs = folder(anna, anna.root(), "docs");
    private final String file =
            file(anna, docs, "a.txt", Receipts.of(anna, "a")).text("id");

    private static String folder(User user, String parent, String name) {
        return user.http().post("/v1/folders", """
                {"parentId": "%s", "name": "%s"}""".formatted(parent, name)).text("id");
    }

    private static Answer file(User user, String parent, String name, String receipt) {
        return user.http().post("/v1/files", """
                {"parentId": "%s", "name": "%s", "receipt": "%s"}""".formatted(parent, name, receipt));
    }

    private void share(String grantee, String role) {
        assertThat(anna.http()
                        .put("/v1/nodes/%s/grants/%s".formatted(docs, grantee), "{\"role\": \"%s\"}".formatted(role))
                        .status())
                .isEqualTo(200);
    }

    private Answer place(User user, String path, String in) {
        return user.http().post("/v1/placements", """
                {"path": "%s", "in": "%s", "size": 3}""".formatted(path, in));
    }

    private static void refused(Answer answer, int status, String code) {
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(status);
        assertThat(answer.text("code")).isEqualTo(code);
    }

    @Test
    void anEditorIsToldWhereInTheFolderThePathLeads() {
        String inner = folder(anna, docs, "inner");
        share(ben.accountId(), "editor");

        Answer free = place(ben, "/inner/new.txt", docs);
        Answer taken = place(ben, "A.TXT", docs);

        assertThat(free.status()).isEqualTo(200);
        assertThat(free.text("spaceId")).isEqualTo(anna.spaceId());
        assertThat(free.text("parentId")).isEqualTo(inner);
        assertThat(free.body().path("nodeId").isNull()).isTrue();
        assertThat(taken.text("parentId")).isEqualTo(docs);
        assertThat(taken.text("nodeId")).isEqualTo(file);
        assertThat(taken.text("manifestId")).isEqualTo("a".repeat(64));
    }

    @Test
    void anOwnerNamesAnyOfHisFolders() {
        assertThat(place(anna, "a.txt", docs).text("nodeId")).isEqualTo(file);
        assertThat(place(anna, "docs/a.txt", anna.root()).text("nodeId")).isEqualTo(file);
    }

    @Test
    void aMemberOfAGroupMayWhatTheGroupMay() {
        String group =
                ben.http().post("/v1/groups", "{\"name\": \"gardeners\"}").text("groupId");
        User cleo = Http.newUser();
        share(group, "editor");

        refused(place(cleo, "new.txt", docs), 404, "parent-not-found");
        ben.http().put("/v1/groups/%s/members/%s".formatted(group, cleo.accountId()), "{\"owner\": false}");

        assertThat(place(cleo, "new.txt", docs).text("spaceId")).isEqualTo(anna.spaceId());
    }

    @ParameterizedTest
    @ValueSource(strings = {"viewer", "commenter"})
    void whoeverMayOnlyReadIsRefused(String role) {
        share(ben.accountId(), role);

        refused(place(ben, "new.txt", docs), 403, "forbidden");
        refused(place(ben, "a.txt/b", docs), 403, "forbidden");
    }

    @Test
    void aStrangerDoesNotLearnWhatIsThere() {
        for (String path : new String[] {"a.txt", "a.txt/b", "new.txt", "nowhere/new.txt"}) {
            refused(place(ben, path, docs), 404, "parent-not-found");
        }
        share(ben.accountId(), "editor");
        refused(place(ben, "docs/a.txt", anna.root()), 404, "parent-not-found");
        anna.http().delete("/v1/nodes/%s/grants/%s".formatted(docs, ben.accountId()));
        refused(place(ben, "new.txt", docs), 404, "parent-not-found");
    }

    @Test
    void aStrangerWhoWouldOverwriteDoesNotLearnWhatIsThere() {
        for (String name : new String[] {"a.txt", "new.txt"}) {
            Answer answer = ben.http().post("/v1/files", """
                    {"parentId": "%s", "name": "%s", "receipt": "%s", "conflict": "overwrite"}""".formatted(docs, name, Receipts.of(ben, "b")));
            refused(answer, 404, "parent-not-found");
        }
    }

    @Test
    void nothingGoesIntoTheTrash() {
        String inner = folder(anna, docs, "inner");
        share(ben.accountId(), "editor");
        anna.http().put("/v1/nodes/%s/trash".formatted(docs), null);

        refused(place(ben, "new.txt", docs), 409, "parent-trashed");
        refused(place(ben, "new.txt", inner), 409, "parent-trashed");
        refused(place(anna, "new.txt", docs), 409, "parent-trashed");
    }

    @Test
    void whatIsNoFolderHoldsNothing() {
        share(ben.accountId(), "editor");

        refused(place(ben, "new.txt", file), 409, "not-a-folder");
        refused(place(ben, "a.txt/new.txt", docs), 409, "not-a-folder");
        refused(place(ben, "nowhere/new.txt", docs), 404, "parent-not-found");
        refused(place(ben, "new.txt", UUID.randomUUID().toString()), 404, "parent-not-found");
        assertThat(place(ben, "new.txt", "nonsense").status()).isEqualTo(400);
        folder(anna, docs, "inner");
        refused(place(ben, "inner", docs), 409, "not-a-file");
    }

    @Test
    void roomIsKeptWhereTheFolderIs() {
        share(ben.accountId(), "editor");
        limit(anna, 8);
        limit(ben, 2);

        assertThat(place(ben, "new.txt", docs).status()).isEqualTo(200);
        assertThat(place(ben, "new.txt", docs).status()).isEqualTo(200);
        assertThat(quota(anna, "reserved")).isEqualTo(3);
        assertThat(quota(ben, "reserved")).isZero();
        refused(place(ben, "other.txt", docs), 507, "quota-exceeded");

        String receipt = Receipts.of(ben.accountId(), anna.spaceId(), "b", Duration.ofHours(1));
        assertThat(file(ben, docs, "new.txt", receipt).status()).isEqualTo(201);
        assertThat(quota(anna, "reserved")).isZero();
        assertThat(quota(anna, "used")).isEqualTo(6);
        assertThat(quota(ben, "used")).isZero();
    }

    @Test
    void thePathIsKeptRoomForInEachFolderByItself() {
        share(ben.accountId(), "editor");
        limit(anna, 100);
        limit(ben, 100);

        place(ben, "new.txt", docs);
        place(ben, "new.txt", ben.root());

        assertThat(quota(anna, "reserved")).isEqualTo(3);
        assertThat(quota(ben, "reserved")).isEqualTo(3);
    }

    private static void limit(User user, long bytes) {
        CommandSideProcess.shared()
                .bean(JdbcClient.class)
                .sql("UPDATE command.space SET quota_bytes = ? WHERE space_id = ?")
                .params(bytes, UUID.fromString(user.spaceId()))
                .update();
    }

    private static long quota(User user, String member) {
        return user.http().get("/v1/me").body().at("/quota/" + member).asLong();
    }
}
