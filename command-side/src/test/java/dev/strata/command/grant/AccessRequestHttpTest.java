package dev.strata.command.grant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.command.Http;
import dev.strata.command.Http.Answer;
import dev.strata.command.Http.User;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AccessRequestHttpTest {
    private final User anna = Http.newUser();
    private final User ben = Http.newUser();
    private final String docs = folder("docs");

    private String folder(String name) {
        return anna.http()
                .post("/v1/folders", "{\"parentId\": \"%s\", \"name\": \"%s\"}".formatted(anna.root(), name))
                .text("id");
    }

    private static Answer ask(User by, String node, String body) {
        return by.http().post("/v1/nodes/" + node + "/access-requests", body);
    }

    private Answer asked() {
        return anna.http().get("/v1/access-requests");
    }

    private Answer makesAFolder(User user) {
        return user.http()
                .post("/v1/folders", "{\"parentId\": \"%s\", \"name\": \"%s\"}".formatted(docs, UUID.randomUUID()));
    }

    @Test
    void anOwnerGrantsWhatHeWasAskedFor() {
        assertThat(ask(ben, docs, "{\"role\": \"editor\", \"message\": \"please\"}")
                        .status())
                .isEqualTo(202);
        Answer asked = asked();
        assertThat(asked.body().at("/items/0/message").asString()).isEqualTo("please");
        assertThat(asked.body().at("/items/0/login").asString()).isEqualTo(ben.login());
        String request = asked.body().at("/items/0/requestId").asString();
        assertThat(anna.http()
                        .put("/v1/access-requests/" + request + "/grant", "{}")
                        .text("role"))
                .isEqualTo("editor");
        assertThat(makesAFolder(ben).status()).isEqualTo(201);
        assertThat(asked().body().path("items")).isEmpty();
    }

    @Test
    void whoeverAsksCannotTellWhetherThereIsSuchANode() {
        Answer there = ask(ben, docs, "{\"role\": \"viewer\"}");
        Answer nowhere = ask(ben, UUID.randomUUID().toString(), "{\"role\": \"viewer\"}");
        assertThat(nowhere.status()).isEqualTo(there.status()).isEqualTo(202);
        assertThat(nowhere.body()).isEqualTo(there.body());
    }

    @Test
    void aRefusedRequestIsGoneAndSomebodyElseCannotAnswerIt() {
        ask(ben, docs, "{\"role\": \"viewer\"}");
        String request = asked().body().at("/items/0/requestId").asString();
        assertThat(ben.http()
                        .put("/v1/access-requests/" + request + "/grant", "{}")
                        .text("code"))
                .isEqualTo("access-request-not-found");
        assertThat(ben.http().delete("/v1/access-requests/" + request).status()).isEqualTo(404);
        assertThat(anna.http().delete("/v1/access-requests/" + request).status())
                .isEqualTo(204);
        assertThat(asked().body().path("items")).isEmpty();
        assertThat(makesAFolder(ben).status()).isEqualTo(404);
    }

    @Test
    void askingAgainReplacesTheRequest() {
        ask(ben, docs, "{\"role\": \"viewer\"}");
        ask(ben, docs, "{\"role\": \"editor\"}");
        assertThat(asked().body().path("items")).hasSize(1);
        assertThat(asked().body().at("/items/0/role").asString()).isEqualTo("editor");
    }

    @Test
    void onlyAHundredRequestsOfAnAccountAreOpen() {
        for (int i = 0; i < 100; i++) {
            ask(ben, folder("f" + i), "{\"role\": \"viewer\"}");
        }
        assertThat(ask(ben, docs, "{\"role\": \"viewer\"}").status()).isEqualTo(202);
        assertThat(asked().body().path("items")).hasSize(100);
        assertThat(asked().body().toString()).doesNotContain(docs);
    }

    @Test
    void whatIsAskedIsLimited() {
        assertThat(ask(ben, docs, "{\"role\": \"owner\"}").status()).isEqualTo(400);
        assertThat(ask(ben, docs, "{\"role\": \"viewer\", \"message\": \"%s\"}".formatted("x".repeat(500)))
                        .status())
                .isEqualTo(202);
        assertThat(ask(ben, docs, "{\"role\": \"viewer\", \"message\": \"%s\"}".formatted("x".repeat(501)))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void requestsEndWithTheAccount() {
        ask(ben, docs, "{\"role\": \"viewer\"}");
        ben.http()
                .send("DELETE", "/v1/accounts/" + ben.accountId(), "{\"password\": \"correct horse battery staple\"}");
        assertThat(asked().body().path("items")).isEmpty();
    }
}
