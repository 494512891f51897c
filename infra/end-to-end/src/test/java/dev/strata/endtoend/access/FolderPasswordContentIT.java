package dev.strata.endtoend.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.endtoend.http.Answer;
import dev.strata.endtoend.http.Api;
import dev.strata.endtoend.process.StrataProcess;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A program whose app password is bound to a folder, and bytes: by path, in uploads and by receipts. */
class FolderPasswordContentIT {
    private static final String BYTES = "application/offset+octet-stream";

    private final Scene scene = Scene.on(StrataProcess.shared().url());
    private final Api app = scene.app();
    private final Api owner = scene.owner().api();

    @Test
    void filesInTheFolderAreReadAndWritten() {
        byte[] bytes = "from the backup".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        String id =
                app.putBytes("/v1/content/mine/sub/backup.txt", bytes).is(201).text("id");
        assertThat(app.get("/v1/content/mine/sub/backup.txt", "Strata-At-Least", id + "@1")
                        .is(200)
                        .body())
                .isEqualTo(bytes);
        app.putBytes("/v1/content/mine/in.txt", bytes).is(200);
        app.putBytes("/v1/content/new.txt?in=" + scene.mine(), bytes).is(201);
    }

    /** Whether something of that name is there or not, and whichever. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "secret/out.txt",
                "secret/new.txt",
                "secret/sub",
                "secret/sub/new.txt",
                "secret/out.txt/new.txt",
                "none/new.txt",
                "top.txt",
                "top.txt/new.txt",
                "new.txt",
                "secret",
                "mine"
            })
    void pathsElsewhereTellNothing(String path) {
        scene.nothingOutsideChangesBy(() -> {
            for (String conflict : new String[] {"", "?conflict=overwrite", "?conflict=keep-both"}) {
                app.putBytes("/v1/content/" + path + conflict, Scene.CONTENT).isProblem(404, "parent-not-found");
            }
            app.post("/v1/placements", "{\"path\": \"/%s\"}".formatted(path)).isProblem(404, "parent-not-found");
            app.post("/v1/uploads", "{\"path\": \"/%s\"}".formatted(path)).isProblem(404, "parent-not-found");
        });
        if (!path.equals("mine")) {
            app.get("/v1/content/" + path).isProblem(404, "node-not-found");
            app.get("/v1/paths/" + path).isProblem(404, "node-not-found");
        }
    }

    @Test
    void theRootIsNotThere() {
        app.get("/v1/paths/").isProblem(404, "node-not-found");
        app.get("/v1/paths/?in=" + scene.owner().root()).isProblem(404, "node-not-found");
        app.putBytes("/v1/content/new.txt?in=" + scene.owner().root(), Scene.CONTENT)
                .isProblem(404, "parent-not-found");
    }

    /** With a receipt alone, whoever has it would read in the folder what is elsewhere. */
    @Test
    void receiptsFromElsewhereAreNotForIt() {
        String receipt = scene.owner().receipt(Scene.CONTENT);
        String create = """
                {"parentId": "%s", "name": "new.txt", "receipt": "%s"}""".formatted(scene.mine(), receipt);
        String add = "{\"receipt\": \"%s\", \"conflict\": \"overwrite\"}".formatted(receipt);
        Api upload = app.with(app.post("/v1/placements", "{\"path\": \"/mine/new.txt\"}")
                .is(200)
                .text("uploadToken"));
        for (Api one : new Api[] {app, upload}) {
            one.post("/v1/files", create).isProblem(422, "invalid-receipt");
            one.post("/v1/files/%s/versions".formatted(scene.in().file()), add).isProblem(422, "invalid-receipt");
        }
        owner.post("/v1/files", create).is(201);
    }

    /** The hash of a chunk that is anywhere in the space is enough to make a file of it. */
    @Test
    void chunksAndManifestsAreClosedToIt() {
        scene.owner().receipt(Scene.CONTENT);
        String id = dev.strata.endtoend.http.Bytes.sha256(Scene.CONTENT);
        String space = scene.owner().spaceId();
        app.post("/v1/chunks/missing", "{\"spaceId\": \"%s\", \"ids\": [\"%s\"]}".formatted(space, id))
                .isProblem(403, "insufficient-scope");
        app.putBytes("/v1/chunks/%s?space=%s".formatted(id, space), Scene.CONTENT)
                .isProblem(403, "insufficient-scope");
        app.post("/v1/manifests", """
                {"spaceId": "%s", "profile": "default", "sha256": "%s", "chunks": [{"id": "%s", "length": %d}]}""".formatted(space, id, id, Scene.CONTENT.length))
                .isProblem(403, "insufficient-scope");
    }

    @Test
    void anUploadInPiecesGoesIntoTheFolder() {
        Answer begun = app.post(
                        "/v1/uploads",
                        "{\"path\": \"/mine/large.bin\", \"length\": %d}".formatted(Scene.CONTENT.length))
                .is(201);
        String upload = begun.header("Location");
        assertThat(app.get("/v1/uploads").is(200).items()).hasSize(1);
        assertThat(owner.get("/v1/uploads").is(200).items()).hasSize(1);
        append(app, upload).is(201);
        String id = owner.get("/v1/paths/mine/large.bin").is(200).text("id");
        assertThat(app.get("/v1/content/mine/large.bin", "Strata-At-Least", id + "@1")
                        .is(200)
                        .body())
                .isEqualTo(Scene.CONTENT);
    }

    @Test
    void anUploadOfTheOwnersIsNotThere() {
        String upload = owner.post(
                        "/v1/uploads",
                        "{\"path\": \"/mine/large.bin\", \"length\": %d}".formatted(Scene.CONTENT.length))
                .is(201)
                .header("Location");
        assertThat(app.get("/v1/uploads").is(200).items()).isEmpty();
        app.get(upload).isProblem(404, "upload-not-found");
        append(app, upload).isProblem(404, "upload-not-found");
        app.putBytes(upload + "/parts/1", Scene.CONTENT).isProblem(404, "upload-not-found");
        app.post(upload + "/completion", "").isProblem(404, "upload-not-found");
        app.delete(upload).isProblem(404, "upload-not-found");
        append(owner, upload).is(201);
    }

    /** Each holds for uploads of its own folder. */
    @Test
    void anUploadOfAnotherFolderIsNotThere() {
        Api other = Scene.app(scene.owner(), scene.secret(), "write");
        String upload = other.post("/v1/uploads", "{\"path\": \"/secret/large.bin\"}")
                .is(201)
                .header("Location");
        app.get(upload).isProblem(404, "upload-not-found");
        other.get(upload).is(200);
    }

    private static Answer append(Api who, String upload) {
        return who.send(
                "PATCH",
                upload,
                BodyPublishers.ofByteArray(Scene.CONTENT),
                "Content-Type",
                BYTES,
                "Upload-Offset",
                "0");
    }
}
