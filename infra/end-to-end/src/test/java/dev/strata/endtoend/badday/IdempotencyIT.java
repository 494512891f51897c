package dev.strata.endtoend.badday;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.endtoend.http.Answer;
import dev.strata.endtoend.http.Bytes;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same command sent again, as a client does that has lost an answer. */
class IdempotencyIT {
    private static final Home HOME = Home.fresh();

    static List<Command> commands() {
        String root = HOME.owner().root();
        HOME.owner().upload("file.txt", Bytes.random(4, 100)).is(200);
        return List.of(
                new Command("POST", "/v1/folders", """
                        {"parentId": "%s", "name": "once"}""".formatted(root)),
                new Command(
                        "POST", "/v1/files", """
                        {"parentId": "%s", "name": "once.txt", "receipt": "%s"}""".formatted(root, HOME.owner().receipt(Home.CONTENT))),
                new Command("POST", "/v1/files/%s/versions".formatted(HOME.file()), """
                        {"receipt": "%s", "conflict": "overwrite"}""".formatted(
                                HOME.owner().receipt(Bytes.random(5, 100)))),
                new Command("POST", "/v1/files/%s/versions/1/restore".formatted(HOME.file()), ""),
                new Command("POST", "/v1/devices", """
                        {"name": "once", "platform": "linux"}"""));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void sameAnswerAndOneEvent(Command command) {
        String key = UUID.randomUUID().toString();
        int before = HOME.events();

        Answer first = send(command, key);
        Answer second = HOME.untouchedBy(() -> send(command, key));

        assertThat(first.isSuccess()).as(first.toString()).isTrue();
        assertThat(second.status()).isEqualTo(first.status());
        assertThat(second.json()).isEqualTo(first.json());
        assertThat(second.header("ETag")).isEqualTo(first.header("ETag"));
        assertThat(HOME.events()).isEqualTo(before + 1);
    }

    @Test
    void sameKeyForAnotherRequestIsRefused() {
        String key = UUID.randomUUID().toString();
        send(folder("first"), key).is(201);

        HOME.untouchedBy(() -> send(folder("second"), key)).isProblem(422, "idempotency-key-reused");
        HOME.untouchedBy(() -> send(new Command("POST", "/v1/devices", """
                                {"name": "first", "platform": "linux"}"""), key))
                .isProblem(422, "idempotency-key-reused");
    }

    @Test
    void refusalIsNotRemembered() {
        String key = UUID.randomUUID().toString();
        Command command = folder("later free");
        String blocker = HOME.owner().folder(HOME.owner().root(), "later free");

        HOME.untouchedBy(() -> send(command, key)).isProblem(409, "name-taken");
        HOME.api().put("/v1/nodes/%s/name".formatted(blocker), """
                {"name": "out of the way"}""").is(200);

        send(command, key).is(201);
    }

    @Test
    void keysOfTwoAccountsHaveNothingToDoWithEachOther() {
        String key = UUID.randomUUID().toString();
        Home other = Home.fresh();
        send(folder("mine"), key).is(201);

        other.api()
                .post("/v1/folders", """
                        {"parentId": "%s", "name": "mine"}""".formatted(other.owner().root()), "Idempotency-Key", key)
                .is(201);
    }

    @Test
    void keyThatIsNoneIsRefused() {
        HOME.untouchedBy(() -> send(folder("unlucky"), "x".repeat(129))).isProblem(400, "invalid-value");
        HOME.untouchedBy(() -> send(folder("unlucky"), "two words")).isProblem(400, "invalid-value");
    }

    private static Command folder(String name) {
        return new Command("POST", "/v1/folders", """
                {"parentId": "%s", "name": "%s"}""".formatted(HOME.owner().root(), name));
    }

    private static Answer send(Command command, String key) {
        return HOME.api().sendJson(command.method(), command.path(), command.body(), "Idempotency-Key", key);
    }
}
