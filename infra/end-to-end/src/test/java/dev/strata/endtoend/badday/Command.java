package dev.strata.endtoend.badday;

import dev.strata.endtoend.http.Answer;
import dev.strata.endtoend.http.Api;
import dev.strata.endtoend.http.Bytes;
import dev.strata.endtoend.http.Person;
import java.util.List;

/** A request for a change, in the shape that it should have. */
record Command(String method, String path, String body) {

    /** One of each that has a JSON body, about the nodes of a home. */
    static List<Command> withBody(Home home) {
        String folder = home.folder();
        String root = home.owner().root();
        return List.of(
                new Command("POST", "/v1/accounts", """
                        {"login": "somebody-new", "password": "correct horse"}"""),
                new Command("POST", "/v1/tokens", """
                        {"login": "%s", "password": "wrong horse"}""".formatted(home.owner().login())),
                new Command("POST", "/v1/tokens/refresh", """
                        {"refreshToken": "none"}"""),
                new Command("POST", "/v1/devices", """
                        {"name": "laptop", "platform": "linux"}"""),
                new Command("POST", "/v1/placements", """
                        {"path": "/a.txt"}"""),
                new Command("POST", "/v1/folders", """
                        {"parentId": "%s", "name": "new"}""".formatted(root)),
                new Command("POST", "/v1/files", """
                        {"parentId": "%s", "name": "new", "receipt": "none"}""".formatted(root)),
                new Command("POST", "/v1/files/%s/versions".formatted(home.file()), """
                        {"receipt": "none"}"""),
                new Command("PUT", "/v1/nodes/%s/name".formatted(folder), """
                        {"name": "new"}"""),
                new Command("PUT", "/v1/nodes/%s/parent".formatted(home.file()), """
                        {"parentId": "%s"}""".formatted(folder)),
                new Command(
                        "PUT",
                        "/v1/nodes/%s/grants/%s".formatted(folder, home.owner().accountId()),
                        """
                        {"role": "viewer"}"""),
                new Command(
                        "POST", "/v1/chunks/missing", """
                        {"spaceId": "%s", "ids": []}""".formatted(home.owner().spaceId())),
                new Command("POST", "/v1/manifests", """
                        {"spaceId": "%s", "profile": "fixed-4m", "sha256": "%s", "chunks": []}""".formatted(home.owner().spaceId(), Bytes.sha256(new byte[0]))));
    }

    /** One of each on nodes of a home, with everything that a stranger could know. */
    static List<Command> onNodes(Home home, Person stranger) {
        String file = home.file();
        String folder = home.folder();
        String own = stranger.root();
        String receipt = stranger.receipt(Home.CONTENT);
        return List.of(
                new Command("POST", "/v1/folders", """
                        {"parentId": "%s", "name": "new"}""".formatted(folder)),
                new Command("POST", "/v1/files", """
                        {"parentId": "%s", "name": "new", "receipt": "%s"}""".formatted(folder, receipt)),
                new Command("POST", "/v1/files/%s/versions".formatted(file), """
                        {"receipt": "%s", "conflict": "overwrite"}""".formatted(receipt)),
                new Command("POST", "/v1/files/%s/versions/1/restore".formatted(file), ""),
                new Command("PUT", "/v1/nodes/%s/name".formatted(file), """
                        {"name": "new"}"""),
                new Command("PUT", "/v1/nodes/%s/parent".formatted(file), """
                        {"parentId": "%s"}""".formatted(own)),
                new Command("PUT", "/v1/nodes/%s/trash".formatted(file), ""),
                new Command("DELETE", "/v1/nodes/%s/trash".formatted(file), ""),
                new Command("DELETE", "/v1/nodes/%s".formatted(file), ""),
                new Command("PUT", "/v1/nodes/%s/grants/%s".formatted(file, stranger.accountId()), """
                        {"role": "owner"}"""),
                new Command("DELETE", "/v1/nodes/%s/grants/%s".formatted(file, stranger.accountId()), ""));
    }

    Answer sentBy(Api api) {
        return api.sendJson(method, path, body);
    }

    /** The same request with another body. */
    Command saying(String otherBody) {
        return new Command(method, path, otherBody);
    }

    @Override
    public String toString() {
        return method + " " + path.replaceAll("[0-9a-f-]{36}", "{id}");
    }
}
