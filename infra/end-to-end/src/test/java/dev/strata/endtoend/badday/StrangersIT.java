package dev.strata.endtoend.badday;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.endtoend.http.Answer;
import dev.strata.endtoend.http.Bytes;
import dev.strata.endtoend.http.Person;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Somebody else, who knows every id and has no right to anything: for him there is nothing. */
class StrangersIT {
    private static final Home HOME = Home.fresh();
    private static final Person STRANGER = Home.stranger();

    static List<Command> commands() {
        return Command.onNodes(HOME, STRANGER);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void changesNothing(Command command) {
        Answer answer = HOME.untouchedBy(() -> command.sentBy(STRANGER.api()));

        assertThat(answer.text("code")).isIn("node-not-found", "parent-not-found", "grant-not-found");
        answer.isProblem(404, answer.text("code"));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void sameAnswerForNodesThatDoNotExist(Command command) {
        String unknown = "01234567-89ab-7def-8123-456789abcdef";
        Command about = new Command(
                command.method(),
                command.path().replace(HOME.file(), unknown),
                command.body().replace(HOME.folder(), unknown));

        Answer answer = about.sentBy(STRANGER.api());

        answer.isProblem(404, command.sentBy(STRANGER.api()).text("code"));
    }

    static List<String> reads() {
        String file = HOME.file();
        String folder = HOME.folder();
        return List.of(
                "/v1/nodes/" + file,
                "/v1/nodes/" + folder,
                "/v1/nodes/%s/children".formatted(HOME.owner().root()),
                "/v1/nodes/%s/children".formatted(folder),
                "/v1/nodes/%s/grants".formatted(file),
                "/v1/files/%s/versions".formatted(file),
                "/v1/files/%s/content".formatted(file),
                "/v1/files/%s/content?version=1".formatted(file),
                "/v1/audit?node=" + file,
                "/v1/audit?node=" + folder,
                "/v1/paths/file.txt",
                "/v1/content/file.txt");
    }

    @ParameterizedTest
    @MethodSource("reads")
    void seesNothing(String path) {
        STRANGER.api().get(path).isProblem(404, "node-not-found");
    }

    @Test
    void moveIntoAFolderOfSomebodyElse() {
        String own = STRANGER.upload("own.txt", Home.CONTENT).text("id");

        HOME.untouchedBy(() -> STRANGER.api().put("/v1/nodes/%s/parent".formatted(own), """
                {"parentId": "%s"}""".formatted(HOME.folder())))
                .isProblem(404, "parent-not-found");
    }

    /** The answer is the same for a space that does not exist. */
    @ParameterizedTest
    @MethodSource("otherSpaces")
    void chunksOfSpacesThatAreNotHis(String space) {
        String id = Bytes.sha256(Home.CONTENT);

        HOME.untouchedBy(() -> STRANGER.api().post("/v1/chunks/missing", """
                {"spaceId": "%s", "ids": ["%s"]}""".formatted(space, id)))
                .isProblem(403, "forbidden");
        HOME.untouchedBy(() -> STRANGER.api().putBytes("/v1/chunks/%s?space=%s".formatted(id, space), Home.CONTENT))
                .isProblem(403, "forbidden");
        HOME.untouchedBy(() -> STRANGER.api().post("/v1/manifests", """
                {"spaceId": "%s", "profile": "fixed-4m", "sha256": "%s", "chunks": [{"id": "%s", "length": %d}]}""".formatted(space, id, id, Home.CONTENT.length)))
                .isProblem(403, "forbidden");
    }

    static List<String> otherSpaces() {
        return List.of(HOME.owner().spaceId(), "01234567-89ab-7def-8123-456789abcdef");
    }

    @Test
    void hashOfSomebodyElsesChunkIsWorthNothing() {
        String id = Bytes.sha256(Home.CONTENT);
        Person curious = Home.stranger();

        HOME.untouchedBy(() -> curious.api()
                        .post("/v1/manifests", """
                {"spaceId": "%s", "profile": "fixed-4m", "sha256": "%s", "chunks": [{"id": "%s", "length": %d}]}""".formatted(curious.spaceId(), id, id, Home.CONTENT.length)))
                .isProblem(409, "chunks-missing");
    }

    @Test
    void devicesAndCursorsOfSomebodyElse() {
        String device = HOME.api().post("/v1/devices", """
                {"name": "laptop", "platform": "linux"}""").is(201).text("deviceId");
        String cursor = HOME.owner().feedHead();

        HOME.untouchedBy(() -> STRANGER.api().put("/v1/devices/" + device, """
                {"name": "mine"}""")).isProblem(404, "device-not-found");
        HOME.untouchedBy(() -> STRANGER.api().delete("/v1/devices/" + device)).isProblem(404, "device-not-found");
        HOME.untouchedBy(() -> STRANGER.api().put("/v1/devices/%s/ack".formatted(device), """
                {"cursor": "%s"}""".formatted(cursor)))
                .isProblem(404, "device-not-found");
        STRANGER.api().get("/v1/devices/" + device).isProblem(404, "device-not-found");
        STRANGER.api().get("/v1/devices/%s/queue".formatted(device)).isProblem(404, "device-not-found");
        STRANGER.api().get("/v1/changes?cursor=" + cursor).isProblem(400, "invalid-cursor");
    }

    @Test
    void whoMayOnlyReadIsTold() {
        Home home = Home.fresh();
        Person reader = Home.stranger();
        home.api()
                .put("/v1/nodes/%s/grants/%s".formatted(home.file(), reader.accountId()), """
                        {"role": "viewer"}""")
                .is(200);

        home.untouchedBy(() -> reader.api().put("/v1/nodes/%s/name".formatted(home.file()), """
                {"name": "mine"}"""))
                .isProblem(403, "forbidden");
        home.untouchedBy(() -> reader.api().put("/v1/nodes/%s/trash".formatted(home.file()), ""))
                .isProblem(403, "forbidden");
        home.untouchedBy(() ->
                        reader.api().put("/v1/nodes/%s/grants/%s".formatted(home.file(), reader.accountId()), """
                                {"role": "owner"}"""))
                .isProblem(403, "forbidden");
    }
}
