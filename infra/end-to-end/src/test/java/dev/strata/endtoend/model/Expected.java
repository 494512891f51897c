package dev.strata.endtoend.model;

import dev.strata.endtoend.http.Answer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the model says that the answer must be.
 *
 * @param codes of the refusal, any of them; empty if the request is obeyed
 * @param members of the body; others may be there too
 */
record Expected(
        int status,
        Set<String> codes,
        Map<String, @Nullable Object> members,
        @Nullable Long etag) {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<LinkedHashMap<String, @Nullable Object>> OBJECT = new TypeReference<>() {};

    static Expected ok(int status, Map<String, @Nullable Object> members, @Nullable Long etag) {
        return new Expected(status, Set.of(), members, etag);
    }

    static Expected nothing(int status) {
        return new Expected(status, Set.of(), Map.of(), null);
    }

    static Expected refused(int status, String code) {
        return refused(status, code, Map.of());
    }

    static Expected refused(int status, String code, Map<String, @Nullable Object> members) {
        return new Expected(status, Set.of(code), members, null);
    }

    /** The same with one more member. */
    Expected with(String member, Object value) {
        Map<String, @Nullable Object> more = new LinkedHashMap<>(members);
        more.put(member, value);
        return new Expected(status, codes, more, etag);
    }

    /** What is different; null if nothing is. */
    @Nullable
    String difference(Answer answer) {
        if (answer.status() != status) {
            return "expected %d %s, got %s".formatted(status, codes, answer);
        }
        Map<String, @Nullable Object> body =
                answer.body().length == 0 ? Map.of() : JSON.readValue(answer.body(), OBJECT);
        if (!codes.isEmpty() && !codes.contains(String.valueOf(body.get("code")))) {
            return "expected %s, got %s".formatted(codes, answer);
        }
        if (etag != null && !answer.header("ETag").equals("\"%d\"".formatted(etag))) {
            return "expected the ETag \"%d\", got %s".formatted(etag, answer.header("ETag"));
        }
        return Difference.between(members, body, "");
    }
}
