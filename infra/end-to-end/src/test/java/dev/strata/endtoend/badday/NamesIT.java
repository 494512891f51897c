package dev.strata.endtoend.badday;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.endtoend.http.Answer;
import dev.strata.endtoend.http.RawRequest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/** Names that no folder can have, and names that a folder has already. */
class NamesIT {
    private static final Home HOME = Home.fresh();
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    static List<String> impossible() {
        return List.of(
                "",
                ".",
                "..",
                "a/b",
                "/",
                "nul\0",
                "bell\u0007",
                "line\nfeed",
                "delete\u007f",
                "control\u0085",
                "x".repeat(256),
                "x".repeat(300),
                "\u00e9".repeat(128),
                "half a pair \ud83d");
    }

    @ParameterizedTest
    @MethodSource("impossible")
    void impossibleNameOfAFolder(String name) {
        HOME.untouchedBy(() -> HOME.api()
                        .post("/v1/folders", """
                {"parentId": "%s", "name": %s}""".formatted(HOME.owner().root(), quoted(name))))
                .isProblem(400, "invalid-value");
    }

    @ParameterizedTest
    @MethodSource("impossible")
    void impossibleNewName(String name) {
        HOME.untouchedBy(() -> HOME.api().put("/v1/nodes/%s/name".formatted(HOME.file()), """
                {"name": %s}""".formatted(quoted(name))))
                .isProblem(400, "invalid-value");
    }

    @ParameterizedTest
    @MethodSource("impossible")
    void impossibleNameAfterAMove(String name) {
        HOME.untouchedBy(() -> HOME.api()
                        .put("/v1/nodes/%s/parent".formatted(HOME.file()), """
                {"parentId": "%s", "name": %s}""".formatted(HOME.folder(), quoted(name))))
                .isProblem(400, "invalid-value");
    }

    @ParameterizedTest
    @MethodSource("impossible")
    void impossibleNameOfAFile(String name) {
        String receipt = HOME.owner().receipt(Home.CONTENT);

        HOME.untouchedBy(() ->
                        HOME.api().post("/v1/files", """
                {"parentId": "%s", "name": %s, "receipt": "%s"}""".formatted(HOME.owner().root(), quoted(name), receipt)))
                .isProblem(400, "invalid-value");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a%2Fb",
                "a%00b",
                "a%07b",
                "a%0Ab",
                "a%7Fb",
                ".",
                "..",
                "%2E%2E",
                "folder/%2e%2e/x",
                "%C3",
                "%zz",
                "a%",
                "folder//a",
                "a/",
                "a\\b",
                "a%5Cb"
            })
    void impossiblePathOfAnUpload(String path) {
        RawRequest request = RawRequest.of("PUT", "/v1/content/" + path, HOME.api())
                .header("Content-Length", "3")
                .body("abc");

        Answer answer = HOME.untouchedBy(request::send);

        assertThat(answer.status()).as(answer.toString()).isBetween(400, 409);
        answer.isProblem(answer.status(), answer.text("code"));
    }

    @Test
    void pathOfTooLongANameIsRefused() {
        HOME.untouchedBy(() -> HOME.owner().upload("x".repeat(256), Home.CONTENT))
                .isProblem(400, "invalid-value");
    }

    @ParameterizedTest
    @ValueSource(strings = {"folder", "FOLDER", "Folder", "file.txt", "FILE.TXT"})
    void namesThatDifferInCaseOnlyAreOne(String name) {
        HOME.untouchedBy(() -> HOME.api()
                        .post("/v1/folders", """
                {"parentId": "%s", "name": "%s"}""".formatted(HOME.owner().root(), name)))
                .isProblem(409, "name-taken");
    }

    @ParameterizedTest
    @ValueSource(strings = {"caf\u00e9", "cafe\u0301", "CAF\u00c9", "CAFE\u0301"})
    void namesThatDifferInNormalFormOnlyAreOne(String name) {
        Home home = Home.fresh();
        home.owner().folder(home.folder(), "cafe\u0301");

        home.untouchedBy(() -> home.api().post("/v1/folders", """
                {"parentId": "%s", "name": "%s"}""".formatted(home.folder(), name)))
                .isProblem(409, "name-taken");
    }

    @Test
    void renameOntoATakenNameIsRefused() {
        HOME.untouchedBy(() -> HOME.api().put("/v1/nodes/%s/name".formatted(HOME.file()), """
                {"name": "Folder"}"""))
                .isProblem(409, "name-taken");
    }

    @Test
    void uploadOntoAFolderIsRefused() {
        HOME.untouchedBy(() -> HOME.owner().upload("FOLDER", Home.CONTENT)).isProblem(409, "not-a-file");
        HOME.untouchedBy(() -> HOME.owner().upload("file.txt/a", Home.CONTENT)).isProblem(409, "not-a-folder");
        HOME.untouchedBy(() -> HOME.owner().upload("nowhere/a", Home.CONTENT)).isProblem(404, "parent-not-found");
    }

    @ParameterizedTest
    @MethodSource("unusual")
    void unusualNamesAreKeptAsGiven(String name) {
        Home home = Home.fresh();

        home.api()
                .post("/v1/folders", """
                {"parentId": "%s", "name": %s}""".formatted(home.folder(), quoted(name)))
                .is(201);

        home.events();
        assertThat(home.owner().children(home.folder()))
                .singleElement()
                .satisfies(node -> assertThat(node.path("name").asString()).isEqualTo(name));
    }

    static List<String> unusual() {
        return List.of(
                "x".repeat(255), "\u00e9".repeat(127), "a;b%2F?#&+", " spaces ", "...", "cafe\u0301", "\ud83d\ude00");
    }

    private static String quoted(String text) {
        return JSON.writeValueAsString(text);
    }
}
