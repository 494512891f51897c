package dev.strata.command.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.command.Http;
import dev.strata.command.Http.Answer;
import dev.strata.command.Http.User;
import dev.strata.command.Receipts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A device is stopped from 200 nodes on, if they are a quarter of the space: as it comes. */
class DeviceGuardHttpTest {
    private static final int NODES = 200;

    private final User anna = Http.newUser();
    private final String device = anna.http()
            .post("/v1/devices", "{\"name\": \"laptop\", \"platform\": \"linux\"}")
            .text("deviceId");
    private final Answer signedIn = signIn();
    private final Http laptop = Http.with(signedIn.text("accessToken"));

    private Answer signIn() {
        return Http.anonymous().post("/v1/tokens", """
                        {"login": "%s", "password": "correct horse battery staple", "deviceId": "%s"}""".formatted(anna.login(), device));
    }

    /** Folders beside each other, and their versions. */
    private List<String> folders(String parent, String prefix, int count) {
        List<String> made = new ArrayList<>();
        for (int from = 0; from < count; from += 500) {
            String commands = IntStream.range(from, Math.min(count, from + 500))
                    .mapToObj("""
                            {"command": "create-folder", "parentId": "%s", "name": "%s%%d"}""".formatted(parent, prefix)::formatted)
                    .collect(Collectors.joining(","));
            Answer answer = batch(anna.http(), commands);
            assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
            for (JsonNode result : answer.body().path("results")) {
                made.add(result.path("node").path("id").asString());
            }
        }
        return made;
    }

    private static Answer batch(Http who, String commands) {
        return who.post("/v1/batch", "{\"atomic\": true, \"commands\": [%s]}".formatted(commands));
    }

    private Answer trash(Http who, List<String> nodes) {
        return batch(
                who,
                nodes.stream()
                        .map("{\"command\": \"trash\", \"nodeId\": \"%s\"}"::formatted)
                        .collect(Collectors.joining(",")));
    }

    private static Answer trash(Http who, String node) {
        return who.put("/v1/nodes/%s/trash".formatted(node), null, "If-Match", "\"1\"");
    }

    @Test
    void aDeviceThatDeletesTooMuchIsStoppedAndWhatItAskedForLastIsNotDone() {
        List<String> folders = folders(anna.root(), "f", NODES + 10);
        assertThat(trash(laptop, folders.subList(0, NODES - 1)).status()).isEqualTo(200);

        Answer stopped = trash(laptop, folders.get(NODES - 1));

        assertThat(stopped.status()).isEqualTo(403);
        assertThat(stopped.text("code")).isEqualTo("device-parked");
        assertThat(stopped.text("detail")).contains("/v1/devices/" + device + "/release");
        assertThat(trash(anna.http(), folders.get(NODES - 1)).status()).isEqualTo(200);
        assertThat(laptop.post("/v1/folders", """
                                {"parentId": "%s", "name": "new"}""".formatted(anna.root())).text("code"))
                .isEqualTo("device-parked");
    }

    @Test
    void oneCallTakesBackWhatAStoppedDeviceDid() {
        List<String> folders = folders(anna.root(), "f", NODES + 10);
        Instant before = Instant.now();
        assertThat(trash(laptop, folders.subList(0, NODES - 1)).status()).isEqualTo(200);
        assertThat(trash(laptop, folders.get(NODES - 1)).text("code")).isEqualTo("device-parked");

        String filter = "\"device\": \"%s\", \"from\": \"%s\"".formatted(device, before);
        Answer preview = anna.http().post("/v1/undo", "{%s}".formatted(filter));
        assertThat(preview.body().path("changes").size()).isEqualTo(NODES - 1);
        Answer done =
                anna.http().post("/v1/undo", "{%s, \"confirm\": \"%s\"}".formatted(filter, preview.text("confirm")));

        assertThat(done.status()).as("%s", done.body()).isEqualTo(200);
        assertThat(done.body().path("conflicts").isEmpty()).isTrue();
        for (String folder : folders) {
            Answer same = anna.http().put("/v1/nodes/%s/parent".formatted(folder), """
                    {"parentId": "%s"}""".formatted(anna.root()));
            assertThat(same.status()).as("%s", same.body()).isEqualTo(200);
        }
        assertThat(laptop.post("/v1/folders", """
                                {"parentId": "%s", "name": "new"}""".formatted(anna.root())).text("code"))
                .isEqualTo("device-parked");
    }

    @Test
    void whatIsDeletedAtTheSameTimeIsSeenByTheNext() throws Exception {
        List<String> folders = folders(anna.root(), "f", 2 * NODES);
        List<Callable<Answer>> most = List.of(
                () -> trash(laptop, folders.subList(0, NODES - 10)),
                () -> trash(laptop, folders.subList(NODES - 10, 2 * NODES - 20)));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            threads.invokeAll(most);
        }
        assertThat(trash(laptop, folders.getLast()).text("code")).isEqualTo("device-parked");
    }

    @Test
    void whateverIsTooMuchForItselfIsNotDoneBesideSomethingThatWasToo() throws Exception {
        List<String> boxes = folders(anna.root(), "box", 3);
        boxes.forEach(box -> folders(box, "f", NODES));
        List<Callable<Answer>> all = boxes.stream()
                .map(box -> (Callable<Answer>) () -> trash(laptop, box))
                .toList();
        List<String> codes = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Answer> answer : threads.invokeAll(all)) {
                codes.add(answer.get().text("code"));
            }
        }
        assertThat(codes).containsOnly("device-parked");
    }

    @Test
    void aFolderCountsWithAllThatIsInIt() {
        List<String> boxes = folders(anna.root(), "box", 2);
        folders(boxes.getFirst(), "f", NODES - 1);

        assertThat(trash(laptop, boxes.getFirst()).text("code")).isEqualTo("device-parked");
    }

    @Test
    void muchOfALargeSpaceIsLittle() {
        List<String> folders = folders(anna.root(), "f", 4 * NODES + 10);

        assertThat(trash(laptop, folders.subList(0, NODES)).status()).isEqualTo(200);
        assertThat(trash(laptop, folders.get(NODES)).status()).isEqualTo(200);
    }

    private String file(String name) {
        return anna.http()
                .post("/v1/files", """
                        {"parentId": "%s", "name": "%s", "receipt": "%s"}""".formatted(anna.root(), name, Receipts.of(anna, "a")))
                .text("id");
    }

    private Answer rewrite(String file, int version) {
        return laptop.post(
                "/v1/files/" + file + "/versions",
                "{\"receipt\": \"%s\"}".formatted(Receipts.of(anna, version % 2 == 0 ? "a" : "b")),
                "If-Match",
                "\"%d\"".formatted(version));
    }

    @Test
    void aFileThatIsSavedAgainAndAgainIsOneNode() {
        String file = file("log");
        for (int version = 1; version <= NODES + 1; version++) {
            Answer saved = rewrite(file, version);
            assertThat(saved.status()).as("%s", saved.body()).isEqualTo(201);
        }
    }

    @Test
    void aDeviceThatRewritesTooManyFilesIsStopped() {
        List<String> files =
                IntStream.range(0, NODES).mapToObj(i -> file("f" + i)).toList();
        for (String file : files.subList(0, NODES - 1)) {
            assertThat(rewrite(file, 1).status()).isEqualTo(201);
        }
        assertThat(rewrite(files.getLast(), 1).text("code")).isEqualTo("device-parked");
    }

    @Test
    void whatIsDoneWithoutADeviceIsNotCounted() {
        List<String> folders = folders(anna.root(), "f", NODES + 1);

        assertThat(trash(anna.http(), folders).status()).isEqualTo(200);
    }

    @Test
    void somebodyWhoIsSignedInWithoutItLetsItGoOn() {
        List<String> folders = folders(anna.root(), "f", 2 * NODES + 2);
        assertThat(trash(laptop, folders.subList(0, NODES)).text("code")).isEqualTo("device-parked");

        assertThat(laptop.post("/v1/devices/%s/release".formatted(device), "").text("code"))
                .isEqualTo("own-device");
        assertThat(Http.newUser()
                        .http()
                        .post("/v1/devices/%s/release".formatted(device), "")
                        .status())
                .isEqualTo(404);
        assertThat(anna.http()
                        .post("/v1/devices/%s/release".formatted(device), "")
                        .status())
                .isEqualTo(204);

        assertThat(trash(laptop, folders.subList(0, 2 * NODES)).status()).isEqualTo(200);
    }

    @Test
    void aRevokedDeviceThatIsToBeWipedIsToldWhenItComesBack() {
        String refresh = "{\"refreshToken\": \"%s\"}".formatted(signedIn.text("refreshToken"));

        assertThat(anna.http()
                        .delete("/v1/devices/%s?wipe=true".formatted(device))
                        .status())
                .isEqualTo(204);

        Answer back = Http.anonymous().post("/v1/tokens/refresh", refresh);
        assertThat(back.status()).isEqualTo(401);
        assertThat(back.text("code")).isEqualTo("device-wiped");
        assertThat(laptop.get("/v1/me").status()).isEqualTo(401);
    }

    @Test
    void aRevokedDeviceIsNotWipedUnlessThatIsSaid() {
        String refresh = "{\"refreshToken\": \"%s\"}".formatted(signedIn.text("refreshToken"));

        assertThat(anna.http().delete("/v1/devices/" + device).status()).isEqualTo(204);

        assertThat(Http.anonymous().post("/v1/tokens/refresh", refresh).text("code"))
                .isEqualTo("invalid-refresh-token");
    }
}
