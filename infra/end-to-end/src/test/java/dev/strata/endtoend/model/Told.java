package dev.strata.endtoend.model;

import dev.strata.endtoend.http.Answer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the product alone can know, and says in its answer; nothing if the answer was lost. */
record Told(JsonNode body) {
    static Told nothing() {
        return new Told(JsonMapper.builder().build().createObjectNode());
    }

    static Told by(@Nullable Answer answer) {
        return answer == null || answer.body().length == 0 ? nothing() : new Told(answer.json());
    }

    @Nullable
    String text(String member) {
        JsonNode value = body.at("/" + member);
        return value.isString() ? value.asString() : null;
    }

    /** What is said in a part of the answer. */
    Told below(String member) {
        return new Told(body.at("/" + member));
    }

    @Nullable
    Long number(String member) {
        JsonNode value = body.at("/" + member);
        return value.isNumber() ? value.asLong() : null;
    }
}
