package dev.strata.endtoend.erasure;

import dev.strata.endtoend.http.Answer;
import dev.strata.endtoend.http.Api;
import dev.strata.endtoend.http.Bytes;
import dev.strata.endtoend.http.Person;
import dev.strata.endtoend.http.RawRequest;
import java.time.Instant;

/** Somebody does all that can be done, in the own space and in that of a friend, who is a guest in the first one. */
record BusyLife(Person zoe, Person ben) {
    private static final byte[] CONTENT = Bytes.random(41, 100_000);
    private static final byte[] OTHER = Bytes.random(42, 120_000);

    private Answer change(Person who, String method, String path, String body, String... headers) {
        Answer answer = who.api().sendJson(method, path, body, headers);
        if (!answer.isSuccess()) {
            throw new AssertionError("%s %s: %s".formatted(method, path, answer));
        }
        return answer;
    }

    private static String name(String name) {
        return "{\"name\": \"%s\"}".formatted(name);
    }

    private static String node(String id, String sub) {
        return "/v1/nodes/" + id + sub;
    }

    /** In the own space. Answers the folder in which it all is. */
    String atHome() {
        Instant before = Instant.now();
        String folder = change(
                        zoe,
                        "POST",
                        "/v1/folders",
                        """
                {"parentId": "%s", "name": "All of %s"}""".formatted(zoe.root(), Words.FOLDER.word()),
                        "Idempotency-Key",
                        Words.KEY.word())
                .text("id");
        String inFolder = "All%20of%20" + Words.FOLDER.word() + "/";
        String file = zoe.api()
                .putBytes(
                        "/v1/content/" + inFolder + Words.FILE.word() + ".txt",
                        CONTENT,
                        "Content-Type",
                        "text/plain; name=\"%s\"".formatted(Words.MEDIA_TYPE.word()))
                .is(201)
                .text("id");
        change(zoe, "PUT", node(file, "/name"), name(Words.RENAMED.word() + ".txt"));
        change(zoe, "PUT", node(file, "/parent"), """
                {"parentId": "%s", "name": "%s.txt"}""".formatted(zoe.root(), Words.MOVED.word()));
        attributes(file);
        conflict(file);
        trash(folder, inFolder);
        batch(folder);
        undo(before);
        refusals(folder);
        return folder;
    }

    private void attributes(String file) {
        change(zoe, "PUT", node(file, "/tags/" + Words.TAG.word()), "");
        change(zoe, "PUT", node(file, "/tags/" + Words.UNTAGGED.word()), "");
        change(zoe, "DELETE", node(file, "/tags/" + Words.UNTAGGED.word()), "");
        change(zoe, "PUT", node(file, "/description"), """
                {"description": "Once upon a time\\nthere was %s."}""".formatted(Words.DESCRIBED.word()));
        change(zoe, "PUT", node(file, "/star"), "");
        change(zoe, "PUT", node(file, "/modified-time"), "{\"modifiedAt\": \"2020-02-02T02:02:02Z\"}");
        change(zoe, "PUT", node(file, "/hold"), "{\"reason\": \"%s\"}".formatted(Words.HELD.word()));
        change(zoe, "DELETE", node(file, "/hold"), "");
        change(zoe, "PUT", node(file, "/lock"), "{\"seconds\": 3000}");
    }

    private void conflict(String file) {
        String base = zoe.api().get(node(file, "")).header("ETag");
        change(zoe, "POST", "/v1/files/%s/versions".formatted(file), receipt(OTHER), "If-Match", base);
        change(
                zoe,
                "POST",
                "/v1/files/%s/versions".formatted(file),
                receipt(Bytes.random(43, 1000)).replace("}", ", \"conflict\": \"keep-both\"}"),
                "If-Match",
                base);
    }

    private String receipt(byte[] content) {
        return "{\"receipt\": \"%s\"}".formatted(zoe.receipt(content));
    }

    private void trash(String folder, String inFolder) {
        zoe.api()
                .post("/v1/uploads", """
                        {"path": "/%s", "length": 5}""".formatted(inFolder.replace("%20", " ") + Words.IN_PIECES.word()))
                .is(201);
        String trashed =
                zoe.upload(inFolder + Words.TRASHED.word(), CONTENT).is(201).text("id");
        change(zoe, "PUT", node(trashed, "/trash"), "");
        String purged =
                zoe.upload(inFolder + Words.PURGED.word(), CONTENT).is(201).text("id");
        change(zoe, "PUT", node(purged, "/trash"), "");
        change(zoe, "DELETE", node(purged, ""), "");
        change(
                zoe,
                "POST",
                node(folder, "/copies"),
                """
                {"parentId": "%s", "name": "%s"}""".formatted(zoe.root(), Words.COPIED.word()),
                "Idempotency-Key",
                "copy");
    }

    private void batch(String folder) {
        change(zoe, "POST", "/v1/batch", """
                {"commands": [{"command": "create-folder", "ref": "a", "parentId": "%s", "name": "%s"}]}""".formatted(folder, Words.BATCHED.word()), "Idempotency-Key", "batch");
    }

    private void undo(Instant before) {
        Instant from = Instant.now();
        change(zoe, "POST", "/v1/folders", """
                {"parentId": "%s", "name": "%s"}""".formatted(zoe.root(), Words.UNDONE.word()));
        Answer preview = change(zoe, "POST", "/v1/undo", "{\"from\": \"%s\"}".formatted(from));
        change(zoe, "POST", "/v1/undo", """
                {"from": "%s", "confirm": "%s"}""".formatted(from, preview.text("confirm")));
        zoe.api().post(node(zoe.root(), "/rewind"), "{\"to\": \"%s\"}".formatted(before));
    }

    /** What is not obeyed is not recorded, and must not be told by a log either. */
    private void refusals(String folder) {
        String word = Words.REFUSED.word();
        Api api = zoe.api();
        api.get("/v1/paths/" + word).is(404);
        api.get("/v1/content/" + word).is(404);
        api.get("/v1/" + word).is(404);
        api.get("/v1/search?q=" + Words.SEARCHED.word()).is(200);
        api.post("/v1/folders", "{\"parentId\": \"%s\", \"name\": \"%s\", \"nonsense\": 1}".formatted(folder, word))
                .is(400);
        api.post("/v1/folders", "{\"parentId\": \"%s\", \"name\": \"%s/\"}".formatted(folder, word))
                .is(400);
        api.post("/v1/folders", "{\"parentId\": \"%s".formatted(word)).is(400);
        api.put(node(folder, "/name"), name(word), "If-Match", "\"%s\"".formatted(word))
                .is(400);
        api.putBytes("/v1/content/%s/deeper".formatted(word), CONTENT).is(404);
        api.post("/v1/folders", "{\"parentId\": \"%s\", \"name\": \"%s\"}".formatted(folder, Words.BATCHED.word()))
                .is(409);
        RawRequest.of("PUT", "/v1/content/" + Words.BROKEN_OFF.word(), api)
                .header("Content-Length", "1000000")
                .body("the rest never comes")
                .send();
    }

    /** Each in the space of the other. Answers Ben's folder, in which both have been. */
    String asGuests(String folder) {
        grant(zoe, folder, ben, "editor");
        change(
                ben,
                "POST",
                "/v1/folders",
                """
                {"parentId": "%s", "name": "From Ben to %s"}""".formatted(folder, Words.GUEST.word()),
                "Idempotency-Key",
                Words.GUEST_KEY.word());
        String shared = ben.folder(ben.root(), "Ben's own");
        grant(ben, shared, zoe, "editor");
        String file = change(zoe, "POST", "/v1/folders", """
                {"parentId": "%s", "name": "made by a guest"}""".formatted(shared)).text("id");
        change(zoe, "PUT", node(file, "/star"), "");
        return shared;
    }

    private void grant(Person from, String node, Person to, String role) {
        change(from, "PUT", node(node, "/grants/" + to.accountId()), "{\"role\": \"%s\"}".formatted(role));
    }

    /** As devices do: follows the feed to its end, and says so. */
    void followFeed(String device) {
        String cursor = zoe.feedHead();
        change(zoe, "PUT", "/v1/devices/%s/ack".formatted(device), "{\"cursor\": \"%s\"}".formatted(cursor));
    }
}
