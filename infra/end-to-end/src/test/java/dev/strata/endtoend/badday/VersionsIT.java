package dev.strata.endtoend.badday;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.endtoend.http.Answer;
import dev.strata.endtoend.http.Bytes;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Changes that are based on a version which is no longer the head. */
class VersionsIT {
    private static final Home HOME = Home.fresh();
    private static final byte[] SECOND = Bytes.random(2, 100);
    private static final byte[] THIRD = Bytes.random(3, 100);
    private static final String OLD = "\"1\"";

    /** From here on the file is at version 2, of name and of content. */
    @BeforeAll
    static void change() {
        HOME.owner().upload("file.txt", SECOND).is(200);
    }

    static java.util.List<Command> changes() {
        return java.util.List.of(
                new Command("POST", "/v1/files/%s/versions".formatted(HOME.file()), """
                        {"receipt": "%s"}""".formatted(
                                HOME.owner().receipt(THIRD))),
                new Command("POST", "/v1/files/%s/versions/1/restore".formatted(HOME.file()), ""),
                new Command("PUT", "/v1/nodes/%s/name".formatted(HOME.file()), """
                        {"name": "new"}"""),
                new Command("PUT", "/v1/nodes/%s/parent".formatted(HOME.file()), """
                        {"parentId": "%s"}""".formatted(HOME.folder())),
                new Command("PUT", "/v1/nodes/%s/trash".formatted(HOME.file()), ""));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void oldVersionIsRefusedAndToldTheHead(Command command) {
        Answer answer = HOME.untouchedBy(
                () -> HOME.api().sendJson(command.method(), command.path(), command.body(), "If-Match", OLD));

        answer.isProblem(412, "version-conflict");
        assertThat(answer.text("head/id")).isEqualTo(HOME.file());
        assertThat(answer.number("head/version")).isEqualTo(2);
        assertThat(answer.text("head/sha256")).isEqualTo(Bytes.sha256(SECOND));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void versionThatIsNoneIsRefused(Command command) {
        HOME.untouchedBy(() -> HOME.api().sendJson(command.method(), command.path(), command.body(), "If-Match", "two"))
                .isProblem(400, "invalid-value");
    }

    @ParameterizedTest
    @MethodSource("changes")
    void versionOfTheFutureIsRefused(Command command) {
        HOME.untouchedBy(() ->
                        HOME.api().sendJson(command.method(), command.path(), command.body(), "If-Match", "\"9\""))
                .isProblem(412, "version-conflict");
    }

    @Test
    void newVersionMustNameItsBase() {
        HOME.untouchedBy(() -> HOME.api().post("/v1/files/%s/versions".formatted(HOME.file()), """
                {"receipt": "%s"}""".formatted(
                                HOME.owner().receipt(THIRD))))
                .isProblem(428, "base-version-required");
    }

    @Test
    void uploadOnAnOldBase() {
        Answer answer = HOME.untouchedBy(() -> HOME.api().putBytes("/v1/content/file.txt", THIRD, "If-Match", OLD));

        answer.isProblem(412, "version-conflict");
        assertThat(answer.number("head/version")).isEqualTo(2);
    }

    @Test
    void uploadThatMustBeNewOrMustNot() {
        HOME.untouchedBy(() -> HOME.api().putBytes("/v1/content/file.txt", THIRD, "If-None-Match", "*"))
                .isProblem(412, "version-conflict");
        HOME.untouchedBy(() -> HOME.api().putBytes("/v1/content/none.txt", THIRD, "If-Match", "*"))
                .isProblem(412, "version-conflict");
        HOME.untouchedBy(() -> HOME.api().putBytes("/v1/content/file.txt?conflict=win", THIRD))
                .isProblem(400, "invalid-value");
    }

    @Test
    void sameContentIsNeverAConflictAndNoVersion() {
        HOME.untouchedBy(() -> HOME.api()
                .putBytes("/v1/content/file.txt", SECOND, "If-Match", "\"2\"")
                .is(200));
        Answer again = HOME.untouchedBy(() -> HOME.api()
                .post(
                        "/v1/files/%s/versions".formatted(HOME.file()),
                        """
                {"receipt": "%s"}""".formatted(HOME.owner().receipt(SECOND)),
                        "If-Match",
                        OLD));
        assertThat(again.is(200).number("version")).isEqualTo(2);
    }

    @Test
    void versionThatDoesNotExist() {
        HOME.untouchedBy(
                        () -> HOME.api().sendJson("POST", "/v1/files/%s/versions/9/restore".formatted(HOME.file()), ""))
                .isProblem(404, "version-not-found");
        HOME.api().get("/v1/files/%s/content?version=9".formatted(HOME.file())).isProblem(404, "version-not-found");
    }
}
