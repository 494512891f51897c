package dev.strata.command.grant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.command.Http;
import dev.strata.command.Http.Answer;
import dev.strata.command.Http.User;
import dev.strata.command.Receipts;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class GrantHttpTest {
    private final User anna = Http.newUser();
    private final User ben = Http.newUser();
    private final String docs = anna.http()
            .post("/v1/folders", "{\"parentId\": \"%s\", \"name\": \"docs\"}".formatted(anna.root()))
            .text("id");

    private Answer share(String role) {
        return anna.http().put(grant(ben), "{\"role\": \"%s\"}".formatted(role));
    }

    private String grant(User grantee) {
        return "/v1/nodes/" + docs + "/grants/" + grantee.accountId();
    }

    private Answer benMakesAFolder(String name) {
        return ben.http().post("/v1/folders", "{\"parentId\": \"%s\", \"name\": \"%s\"}".formatted(docs, name));
    }

    @Test
    void anEditorWritesAndAViewerDoesNot() {
        assertThat(benMakesAFolder("a").status()).isEqualTo(404);
        assertThat(share("viewer").status()).isEqualTo(200);
        assertThat(benMakesAFolder("a").status()).isEqualTo(403);
        Answer changed = share("editor");
        assertThat(changed.etag()).isEqualTo("\"2\"");
        assertThat(benMakesAFolder("a").status()).isEqualTo(201);
    }

    @Test
    void anEditorFillsASharedFolder() {
        share("viewer");
        assertThat(benPuts("a.txt", "a").status()).isEqualTo(403);
        share("editor");
        Answer made = benPuts("a.txt", "a");
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.text("spaceId")).isEqualTo(anna.spaceId());
        Answer changed = ben.http()
                .post("/v1/files/%s/versions".formatted(made.text("id")), """
                        {"receipt": "%s", "conflict": "overwrite"}""".formatted(Receipts.of(ben, "b")));
        assertThat(changed.status()).isEqualTo(201);
        assertThat(changed.body().path("contentVersion").asInt()).isEqualTo(2);
    }

    private Answer benPuts(String name, String digit) {
        return ben.http().post("/v1/files", """
                        {"parentId": "%s", "name": "%s", "receipt": "%s"}""".formatted(docs, name, Receipts.of(ben, digit)));
    }

    @Test
    void revokedAccessEndsAtOnceAndCanBeGivenAgain() {
        share("editor");
        assertThat(anna.http().delete(grant(ben)).status()).isEqualTo(204);
        assertThat(benMakesAFolder("a").status()).isEqualTo(404);
        assertThat(anna.http().delete(grant(ben)).text("code")).isEqualTo("grant-not-found");
        share("editor");
        assertThat(benMakesAFolder("a").status()).isEqualTo(201);
    }

    @Test
    void whoeverWasGivenAccessMayGiveItBack() {
        share("viewer");
        assertThat(ben.http().delete(grant(ben)).status()).isEqualTo(204);
    }

    @Test
    void expiredAccessIsNone() {
        anna.http()
                .put(
                        grant(ben),
                        "{\"role\": \"editor\", \"expiresAt\": \"%s\"}"
                                .formatted(Instant.now().minusSeconds(1)));
        assertThat(benMakesAFolder("a").status()).isEqualTo(404);
    }

    @Test
    void onlyAnOwnerShares() {
        share("editor");
        User carl = Http.newUser();
        Answer answer = ben.http().put(grant(carl), "{\"role\": \"viewer\"}");
        assertThat(answer.status()).isEqualTo(403);
    }

    @Test
    void nobodyIsGivenWhatDoesNotExist() {
        assertThat(anna.http()
                        .put("/v1/nodes/" + docs + "/grants/" + docs, "{\"role\": \"viewer\"}")
                        .text("code"))
                .isEqualTo("account-not-found");
        assertThat(anna.http().put(grant(anna), "{\"role\": \"viewer\"}").text("code"))
                .isEqualTo("already-owner");
        assertThat(anna.http().put(grant(ben), "{\"role\": \"king\"}").text("code"))
                .isEqualTo("invalid-value");
    }

    @Test
    void whoeverEditsASharedFolderCannotTakeItAway() {
        share("editor");
        assertThat(ben.http().put("/v1/nodes/" + docs + "/trash", null).status())
                .isEqualTo(403);
        String inner = benMakesAFolder("inner").text("id");
        assertThat(ben.http().put("/v1/nodes/" + inner + "/trash", null).status())
                .isEqualTo(200);
        assertThat(ben.http().delete("/v1/nodes/" + inner).status()).isEqualTo(403);
    }
}
