package dev.strata.command.comment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.command.CommandSideProcess;
import dev.strata.command.Http;
import dev.strata.command.Http.Answer;
import dev.strata.command.Http.User;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class CommentHttpTest {
    private final User anna = Http.newUser();
    private final User ben = Http.newUser();
    private final User carl = Http.newUser();
    private final String docs = anna.http()
            .post("/v1/folders", "{\"parentId\": \"%s\", \"name\": \"docs\"}".formatted(anna.root()))
            .text("id");

    private void share(User user, String role) {
        anna.http().put("/v1/nodes/" + docs + "/grants/" + user.accountId(), "{\"role\": \"%s\"}".formatted(role));
    }

    private Answer says(User user, String text) {
        return user.http().post("/v1/nodes/" + docs + "/comments", "{\"text\": \"%s\"}".formatted(text));
    }

    private String comment(String id) {
        return "/v1/nodes/" + docs + "/comments/" + id;
    }

    @Test
    void commentersCommentAndViewersDoNot() {
        assertThat(says(ben, "hello").text("code")).isEqualTo("node-not-found");
        share(ben, "viewer");
        assertThat(says(ben, "hello").text("code")).isEqualTo("forbidden");
        share(ben, "commenter");
        Answer answer = says(ben, "hello");
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.text("author")).isEqualTo(ben.accountId());
    }

    @Test
    void whoMayNotSeeTheNodeIsNotMentioned() {
        share(ben, "viewer");
        Answer answer = anna.http().post("/v1/nodes/" + docs + "/comments", """
                {"text": "look", "mentions": ["%s", "%s", "%s"]}""".formatted(
                        ben.accountId(), carl.accountId(), ben.accountId()));
        assertThat(answer.body().path("mentions").valueStream().map(node -> node.asString()))
                .containsExactly(ben.accountId());
    }

    @Test
    void theAuthorEditsAndAnOwnerRemoves() {
        share(ben, "commenter");
        share(carl, "editor");
        String id = says(ben, "hello").text("commentId");
        String changed = "{\"text\": \"good bye\"}";
        assertThat(ben.http().put(comment(id), changed).etag()).isEqualTo("\"2\"");
        assertThat(carl.http().put(comment(id), changed).text("code")).isEqualTo("not-yours");
        assertThat(carl.http().delete(comment(id)).text("code")).isEqualTo("not-yours");
        assertThat(anna.http().put(comment(id), changed).text("code")).isEqualTo("not-yours");
        assertThat(anna.http().delete(comment(id)).status()).isEqualTo(204);
        assertThat(ben.http().put(comment(id), changed).text("code")).isEqualTo("comment-not-found");
    }

    @Test
    void aCommentIsOfOneNode() {
        String id = says(anna, "hello").text("commentId");
        assertThat(anna.http()
                        .delete("/v1/nodes/" + anna.root() + "/comments/" + id)
                        .text("code"))
                .isEqualTo("comment-not-found");
    }

    @Test
    void whatIsInTheTrashIsNotCommentedOn() {
        anna.http().put("/v1/nodes/" + docs + "/trash", null);
        assertThat(says(anna, "hello").text("code")).isEqualTo("node-trashed");
    }

    @Test
    void theTextHasALimit() {
        assertThat(says(anna, "x".repeat(10_000)).status()).isEqualTo(201);
        assertThat(says(anna, "x".repeat(10_001)).status()).isEqualTo(400);
        assertThat(says(anna, " ").status()).isEqualTo(400);
        assertThat(says(anna, "a\\u0000b").status()).isEqualTo(400);
    }

    @Test
    void theLogHasNoWordOfIt() {
        says(anna, "xylophone");
        assertThat(CommandSideProcess.shared()
                        .bean(JdbcClient.class)
                        .sql(
                                "SELECT count(*) FROM log.event WHERE strpos(convert_from(payload, 'UTF8'), 'xylophone') > 0")
                        .query(Integer.class)
                        .single())
                .isZero();
    }
}
