package dev.strata.endtoend.badday;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.endtoend.http.Answer;
import dev.strata.endtoend.http.Api;
import dev.strata.endtoend.http.Barrier;
import dev.strata.endtoend.http.Person;
import dev.strata.endtoend.process.StrataProcess;
import java.util.List;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/**
 * The home space of somebody, with a file and a folder in it, that must stay as it is while requests are refused.
 *
 * @param folder the id of {@code /folder}, which is empty
 * @param file the id of {@code /file.txt}, at version 1
 */
record Home(Person owner, String folder, String file) {
    static final byte[] CONTENT = "a file of twenty-five b".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    private static final Barrier BARRIER = new Barrier(StrataProcess.shared().url());

    static Home fresh() {
        Person owner = Person.signUp(StrataProcess.shared().url());
        String folder = owner.folder(owner.root(), "folder");
        String file = owner.upload("file.txt", CONTENT).is(201).text("id");
        return new Home(owner, folder, file);
    }

    /** Somebody else, at the same server. */
    static Person stranger() {
        return Person.signUp(StrataProcess.shared().url());
    }

    Api api() {
        return owner.api();
    }

    /** The answer to a request that, as the views show, has changed nothing here. */
    Answer untouchedBy(Supplier<Answer> request) {
        State before = state();
        Answer answer = request.get();
        assertThat(state()).as("after %s", answer).isEqualTo(before);
        return answer;
    }

    /** How many events the owner can know of. */
    int events() {
        BARRIER.pass();
        return owner.all("/v1/audit").size();
    }

    private record State(
            List<JsonNode> root, List<JsonNode> folder, List<JsonNode> trash, String feedHead, List<JsonNode> audit) {}

    private State state() {
        BARRIER.pass();
        return new State(
                owner.children(owner.root()),
                owner.children(folder),
                owner.all("/v1/trash"),
                owner.feedHead(),
                owner.all("/v1/audit"));
    }
}
