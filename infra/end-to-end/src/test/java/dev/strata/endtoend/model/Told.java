package dev.strata.endtoend.model;

import dev.strata.endtoend.http.Answer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the product alone can know, and says in its answer; nothing if the answer was lost.
 *
 * @param crowded whether other commands were under way at the same time
 */
record Told(JsonNode body, boolean crowded) {
    static Told nothing() {
        return new Told(JsonMapper.builder().build().createObjectNode(), false);
    }

    static Told by(@Nullable Answer answer, boolean crowded) {
        return answer == null || answer.body().length == 0 ? nothing() : new Told(answer.json(), crowded);
    }

    @Nullable
    String text(String member) {
        JsonNode value = body.at("/" + member);
        return value.isString() ? value.asString() : null;
    }

    /** What is said in a part of the answer. */
    Told below(String member) {
        return new Told(body.at("/" + member), crowded);
    }

    @Nullable
    Long number(String member) {
        JsonNode value = body.at("/" + member);
        return value.isNumber() ? value.asLong() : null;
    }
}
