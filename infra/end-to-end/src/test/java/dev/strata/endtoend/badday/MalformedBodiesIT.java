package dev.strata.endtoend.badday;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.endtoend.http.Answer;
import dev.strata.endtoend.http.Api;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that are not what an endpoint takes. */
class MalformedBodiesIT {
    private static final Home HOME = Home.fresh();
    private static final int TOO_LARGE_BYTES = 13 << 20;

    static List<Command> commands() {
        return Command.withBody(HOME);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void unknownFieldIsNamed(Command command) {
        String body = command.body().replaceFirst("\\{", "{\"surprise\": 1, ");

        Answer answer = HOME.untouchedBy(() -> command.saying(body).sentBy(HOME.api()));

        answer.isProblem(400, "unknown-field");
        assertThat(answer.json().path("errors").get(0).path("field").asString()).isEqualTo("surprise");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void valuesOfTheWrongTypeAreRefused(Command command) {
        String body = command.body().replaceAll(": (\"[^\"]*\"|\\[])", ": {\"a\": 1}");

        HOME.untouchedBy(() -> command.saying(body).sentBy(HOME.api())).isProblem(400, "wrong-type");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void missingFieldsAreRefused(Command command) {
        HOME.untouchedBy(() -> command.saying("{}").sentBy(HOME.api())).isProblem(400, missing(command));
    }

    /** There are several ways to sign in, so that no field is missing when all of them are. */
    private static String missing(Command command) {
        return command.path().equals("/v1/tokens") ? "invalid-value" : "missing-field";
    }

    @ParameterizedTest
    @MethodSource("commands")
    void nullsAreRefused(Command command) {
        String body = command.body().replaceAll(": (\"[^\"]*\"|\\[])", ": null");

        HOME.untouchedBy(() -> command.saying(body).sentBy(HOME.api())).isProblem(400, missing(command));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void emptyTextsAreRefused(Command command) {
        String body = command.body().replaceAll("\"[^\"]*\"(?=[,}\\]])", "\"\"");

        Answer answer = HOME.untouchedBy(() -> command.saying(body).sentBy(HOME.api()));

        assertThat(answer.status()).isBetween(400, 422);
        answer.isProblem(answer.status(), answer.text("code"));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void halfABodyIsRefused(Command command) {
        String body = command.body().substring(0, command.body().length() / 2);

        HOME.untouchedBy(() -> command.saying(body).sentBy(HOME.api())).isProblem(400, "malformed-json");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void noBodyIsRefused(Command command) {
        Answer answer = HOME.untouchedBy(() -> HOME.api()
                .send(command.method(), command.path(), BodyPublishers.noBody(), "Content-Type", "application/json"));

        assertThat(answer.text("code")).isIn("malformed-body", "malformed-json", "wrong-type");
        answer.isProblem(400, answer.text("code"));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void otherMediaTypesAreRefused(Command command) {
        HOME.untouchedBy(() -> HOME.api()
                        .sendJson(command.method(), command.path(), command.body(), "Content-Type", "text/plain"))
                .isProblem(415, "unsupported-media-type");
    }

    /** The client asks before it sends so much, as curl does; otherwise it might be cut off before it hears the answer. */
    @ParameterizedTest
    @MethodSource("commands")
    void hugeBodiesAreRefused(Command command) {
        Api api = HOME.api();
        HttpRequest request = api.request(command.path(), "Content-Type", "application/json")
                .method(command.method(), BodyPublishers.ofByteArray(new byte[TOO_LARGE_BYTES]))
                .expectContinue(true)
                .build();

        HOME.untouchedBy(() -> Answer.of(api.exchange(request, BodyHandlers.ofByteArray())))
                .isProblem(413, "body-too-large");
    }

    @Test
    void hugeBodyOfUnknownLengthIsRefused() {
        byte[] body = "{\"name\": \"%s\"}".formatted("x".repeat(2 << 20)).getBytes(StandardCharsets.US_ASCII);

        HOME.untouchedBy(() -> HOME.api()
                        .send(
                                "POST",
                                "/v1/folders",
                                BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)),
                                "Content-Type",
                                "application/json"))
                .isProblem(413, "body-too-large");
    }

    @Test
    void whatFollowsTheBodyIsRefused() {
        HOME.untouchedBy(() -> HOME.api()
                        .post("/v1/folders", """
                {"parentId": "%s", "name": "a"} {}""".formatted(HOME.owner().root())))
                .is(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "1", "\"text\"", "true"})
    void otherJsonIsRefused(String body) {
        HOME.untouchedBy(() -> HOME.api().post("/v1/folders", body)).isProblem(400, "wrong-type");
    }

    @ParameterizedTest
    @ValueSource(strings = {"not json", "{\"a\" 1}", "{\"name\": \"\\u12\"}", "null", "{'name': 'a'}"})
    void whatIsNoJsonIsRefused(String body) {
        Answer answer = HOME.untouchedBy(() -> HOME.api().post("/v1/folders", body));

        assertThat(answer.text("code")).startsWith("malformed-");
        answer.isProblem(400, answer.text("code"));
    }

    @Test
    void bottomlessJsonIsRefused() {
        String body = "{\"name\": " + "[".repeat(100_000);

        HOME.untouchedBy(() -> HOME.api().post("/v1/folders", body)).is(400);
    }

    @Test
    void idsThatAreNoneAreRefused() {
        HOME.untouchedBy(() -> HOME.api().post("/v1/folders", """
                {"parentId": "root", "name": "a"}""")).isProblem(400, "wrong-type");
        HOME.untouchedBy(() -> HOME.api().put("/v1/nodes/root/name", """
                {"name": "a"}""")).isProblem(400, "invalid-value");
        HOME.api().get("/v1/nodes/root").isProblem(400, "invalid-value");
    }

    @Test
    void rolesThatAreNoneAreRefused() {
        HOME.untouchedBy(() -> HOME.api()
                        .put(
                                "/v1/nodes/%s/grants/%s"
                                        .formatted(HOME.folder(), HOME.owner().accountId()),
                                """
                                {"role": "king"}"""))
                .isProblem(400, "invalid-value");
    }

    @Test
    void addressesThatAreNoneAreRefused() {
        HOME.untouchedBy(() -> HOME.api().post("/v1/nothing", "{}")).isProblem(404, "not-found");
        HOME.untouchedBy(() -> HOME.api().delete("/v1/folders")).isProblem(405, "method-not-allowed");
    }
}
