package dev.strata.endtoend.http;

import java.net.URI;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** Somebody with an account, signed in. */
public record Person(String login, String accountId, String spaceId, String root, Api api) {
    /** Everybody's. */
    public static final String PASSWORD = "correct horse battery staple";

    /** Opens an account that nobody else knows of. */
    public static Person signUp(URI server) {
        return signUp(Api.at(server));
    }

    public static Person signUp(Api api) {
        String login = "p" + UUID.randomUUID().toString().substring(0, 18);
        Answer account = api.post("/v1/accounts", credentials(login)).is(201);
        return new Person(
                login,
                account.text("accountId"),
                account.text("homeSpaceId"),
                account.text("rootFolderId"),
                api.with(accessToken(api, login)));
    }

    /** The same account with new tokens. */
    public Person signIn() {
        return new Person(login, accountId, spaceId, root, api.with(accessToken(api.anonymous(), login)));
    }

    private static String accessToken(Api api, String login) {
        return api.post("/v1/tokens", credentials(login)).is(200).text("accessToken");
    }

    private static String credentials(String login) {
        return """
                {"login": "%s", "password": "%s"}""".formatted(login, PASSWORD);
    }

    /** The id of a new folder. */
    public String folder(String parent, String name) {
        return api.post("/v1/folders", """
                {"parentId": "%s", "name": "%s"}""".formatted(parent, name)).is(201).text("id");
    }

    /** A new file, or a new version of one, at a path of the home space, encoded as URLs are. */
    public Answer upload(String path, byte[] content) {
        return api.putBytes("/v1/content/" + path, content);
    }

    /** A receipt for content of one chunk at most. */
    public String receipt(byte[] content) {
        String id = Bytes.sha256(content);
        api.putBytes("/v1/chunks/%s?space=%s".formatted(id, spaceId), content);
        return api.post("/v1/manifests", """
                {"spaceId": "%s", "profile": "default", "sha256": "%s", "chunks": [{"id": "%s", "length": %d}]}""".formatted(spaceId, id, id, content.length))
                .is(201)
                .text("receipt");
    }

    /** What is in a folder, all pages of it. */
    public List<JsonNode> children(String folder, String... headers) {
        return all("/v1/nodes/%s/children".formatted(folder), headers);
    }

    /** All items of a list. */
    public List<JsonNode> all(String path, String... headers) {
        java.util.ArrayList<JsonNode> items = new java.util.ArrayList<>();
        String cursor = "";
        do {
            Answer page = api.get(path + "?limit=1000" + cursor, headers).is(200);
            items.addAll(page.items());
            JsonNode next = page.json().path("nextCursor");
            cursor = next.isString() ? "&cursor=" + next.asString() : "";
        } while (!cursor.isEmpty());
        return items;
    }

    /** A cursor that stands for everything that is in the feed now. */
    public String feedHead(String... headers) {
        return api.get("/v1/changes?cursor=latest", headers).is(200).text("to");
    }
}
