package dev.strata.endtoend.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.endtoend.access.Scene.Nodes;
import dev.strata.endtoend.http.Answer;
import dev.strata.endtoend.http.Api;
import dev.strata.endtoend.http.Person;
import dev.strata.endtoend.process.StrataProcess;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A program whose app password is bound to a folder, and the nodes in it, at it and around it. */
class FolderPasswordIT {
    private static final URI SERVER = StrataProcess.shared().url();

    private final Scene scene = Scene.on(SERVER);
    private final Api app = scene.app();
    private final Api owner = scene.owner().api();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GET    | /v1/nodes/{file}           |                                                | 200
            GET    | /v1/nodes/{folder}         |                                                | 200
            GET    | /v1/nodes/{folder}/children |                                               | 200
            GET    | /v1/files/{file}/versions  |                                                | 200
            GET    | /v1/files/{file}/content   |                                                | 307
            GET    | /v1/paths/?in={folder}     |                                                | 200
            POST   | /v1/folders                | {"parentId": "{folder}", "name": "new"}        | 201
            PUT    | /v1/nodes/{file}/name      | {"name": "new"}                                | 200
            PUT    | /v1/nodes/{file}/parent    | {"parentId": "{folder}"}                       | 200
            POST   | /v1/nodes/{file}/copies    | {"parentId": "{folder}", "name": "new"}        | 201
            PUT    | /v1/nodes/{folder}/trash   |                                                | 200
            POST   | /v1/placements             | {"path": "/new.txt", "in": "{folder}"}         | 200
            POST   | /v1/uploads                | {"path": "/new.txt", "in": "{folder}"}         | 201
            """)
    void whatIsElsewhereIsNotThere(String method, String path, String body, int inside) {
        String json = body == null ? "" : body;
        Answer none = app.sendJson(method, Nodes.NONE.in(path), Nodes.NONE.in(json));
        scene.nothingOutsideChangesBy(() ->
                app.sendJson(method, scene.out().in(path), scene.out().in(json)).isProblem(404, none.text("code")));
        app.sendJson(method, scene.in().in(path), scene.in().in(json)).is(inside);
        app.anonymous()
                .sendJson(method, scene.in().in(path), scene.in().in(json))
                .isProblem(401, "not-signed-in");
    }

    @Test
    void nothingGoesInOrOut() {
        String to = "{\"parentId\": \"%s\", \"name\": \"new\"}";
        scene.nothingOutsideChangesBy(() -> {
            move(scene.in().file(), to.formatted(scene.secret())).isProblem(404, "parent-not-found");
            move(scene.in().file(), to.formatted(scene.owner().root())).isProblem(404, "parent-not-found");
            move(scene.out().file(), to.formatted(scene.mine())).isProblem(404, "node-not-found");
            copy(scene.in().file(), to.formatted(scene.secret())).isProblem(404, "parent-not-found");
            copy(scene.in().folder(), to.formatted(scene.owner().root())).isProblem(404, "parent-not-found");
            copy(scene.out().file(), to.formatted(scene.mine())).isProblem(404, "node-not-found");
            copy(scene.owner().root(), to.formatted(scene.mine())).isProblem(404, "node-not-found");
        });
        copy(scene.in().file(), to.formatted(scene.mine())).is(201);
    }

    private Answer move(String node, String to) {
        return app.put("/v1/nodes/%s/parent".formatted(node), to);
    }

    private Answer copy(String node, String to) {
        return app.post("/v1/nodes/%s/copies".formatted(node), to);
    }

    @Test
    void theFolderItselfIsReadAndWrittenIntoButStays() {
        app.get("/v1/nodes/" + scene.mine()).is(200);
        assertThat(app.get("/v1/nodes/%s/children".formatted(scene.mine()))
                        .is(200)
                        .items())
                .hasSize(2);
        app.post("/v1/folders", "{\"parentId\": \"%s\", \"name\": \"new\"}".formatted(scene.mine()))
                .is(201);
        String path = "/v1/nodes/" + scene.mine();
        scene.nothingOutsideChangesBy(() -> {
            app.put(path + "/name", "{\"name\": \"other\"}").isProblem(403, "forbidden");
            move(scene.mine(), "{\"parentId\": \"%s\"}".formatted(scene.in().folder()))
                    .isProblem(403, "forbidden");
            app.put(path + "/trash", "").isProblem(403, "forbidden");
        });
    }

    @Test
    void whatWasPutIntoTheTrashComesBackToWhereItWas() {
        String trash = "/v1/nodes/%s/trash".formatted(scene.in().file());
        app.put(trash, "").is(200);
        app.send("DELETE", trash, java.net.http.HttpRequest.BodyPublishers.noBody())
                .is(200);
        app.put(trash, "").is(200);
        app.sendJson("DELETE", trash, "{\"parentId\": \"%s\"}".formatted(scene.secret()))
                .isProblem(404, "parent-not-found");
        app.delete("/v1/nodes/" + scene.in().file()).isProblem(403, "insufficient-scope");
        owner.put("/v1/nodes/%s/trash".formatted(scene.out().file()), "").is(200);
        app.delete("/v1/nodes/%s/trash".formatted(scene.out().file())).isProblem(404, "node-not-found");
    }

    @Test
    void itFollowsTheFolderAndWhatGoesInAndOut() {
        String there = owner.put(
                        "/v1/nodes/%s/parent".formatted(scene.mine()),
                        "{\"parentId\": \"%s\"}".formatted(scene.secret()))
                .is(200)
                .text("version");
        owner.put(
                        "/v1/nodes/%s/parent".formatted(scene.in().file()),
                        "{\"parentId\": \"%s\"}".formatted(scene.secret()))
                .is(200);
        String moved = owner.put(
                        "/v1/nodes/%s/parent".formatted(scene.out().file()),
                        "{\"parentId\": \"%s\"}".formatted(scene.mine()))
                .is(200)
                .text("version");
        owner.get("/v1/nodes/" + scene.mine(), "Strata-At-Least", scene.mine() + "@" + there)
                .is(200);
        owner.get("/v1/paths/", "Strata-At-Least", scene.out().file() + "@" + moved)
                .is(200);

        app.get("/v1/paths/secret/mine/sub").is(200);
        app.get("/v1/paths/secret/mine/out.txt").is(200);
        app.get("/v1/paths/mine").isProblem(404, "node-not-found");
        app.get("/v1/nodes/" + scene.in().file()).isProblem(404, "node-not-found");
        app.put("/v1/nodes/%s/name".formatted(scene.in().file()), "{\"name\": \"x\"}")
                .isProblem(404, "node-not-found");
        app.put("/v1/nodes/%s/name".formatted(scene.out().file()), "{\"name\": \"x\"}")
                .is(200);
    }

    @Test
    void itOpensNothingOnceTheFolderHasGone() {
        owner.put("/v1/nodes/%s/trash".formatted(scene.mine()), "").is(200);
        String create = "{\"parentId\": \"%s\", \"name\": \"new\"}".formatted(scene.mine());
        app.post("/v1/folders", create).isProblem(409, "parent-trashed");
        owner.delete("/v1/nodes/" + scene.mine()).is(204);
        app.post("/v1/folders", create).isProblem(404, "parent-not-found");
        app.put("/v1/nodes/%s/name".formatted(scene.out().file()), "{\"name\": \"x\"}")
                .isProblem(404, "node-not-found");
    }

    @Test
    void inASharedFolderItEndsWithTheShare() {
        Person guest = Person.signUp(SERVER);
        String grant = "/v1/nodes/%s/grants/%s".formatted(scene.secret(), guest.accountId());
        owner.put(grant, "{\"role\": \"editor\"}").is(200);
        Api theirs = Scene.app(guest, scene.out().folder(), "write");
        String create = "{\"parentId\": \"%s\", \"name\": \"theirs\"}";
        theirs.post("/v1/folders", create.formatted(scene.out().folder())).is(201);
        theirs.post("/v1/folders", create.formatted(scene.secret())).isProblem(404, "parent-not-found");
        theirs.post("/v1/folders", create.formatted(guest.root())).isProblem(404, "parent-not-found");
        owner.delete(grant).is(204);
        theirs.post("/v1/folders", create.formatted(scene.out().folder())).isProblem(404, "parent-not-found");
    }

    @Test
    void thePastIsClosedToIt() {
        String at = "?at=" + java.time.Instant.now();
        app.get("/v1/nodes/" + scene.in().file() + at).isProblem(403, "insufficient-scope");
        app.get("/v1/nodes/%s/children".formatted(scene.mine()) + at).isProblem(403, "insufficient-scope");
        app.get("/v1/paths/mine" + at).isProblem(403, "insufficient-scope");
        app.get("/v1/files/%s/content".formatted(scene.in().file()) + at).isProblem(403, "insufficient-scope");
        owner.get("/v1/paths/mine" + at).is(200);
    }

    @Test
    void oneThatMayReadWritesNothing() {
        Api reader = Scene.app(scene.owner(), scene.mine(), "read");
        reader.get("/v1/nodes/" + scene.in().file()).is(200);
        reader.post("/v1/folders", "{\"parentId\": \"%s\", \"name\": \"new\"}".formatted(scene.mine()))
                .isProblem(403, "insufficient-scope");
    }

    @Test
    void anAnswerThatItsOwnerGotIsNotRepeatedToIt() {
        String create = "{\"parentId\": \"%s\", \"name\": \"new\"}".formatted(scene.secret());
        owner.post("/v1/folders", create, "Idempotency-Key", "once").is(201);
        app.post("/v1/folders", create, "Idempotency-Key", "once").isProblem(422, "idempotency-key-reused");
    }
}
