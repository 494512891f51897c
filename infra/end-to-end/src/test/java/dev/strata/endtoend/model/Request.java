package dev.strata.endtoend.model;

import dev.strata.endtoend.http.Answer;
import dev.strata.endtoend.http.Person;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** A command as it goes over HTTP; a POST has a key, so that it can be sent again. */
record Request(String method, String path, String body, List<String> headers) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    static Request of(String method, String path, Map<String, Object> body) {
        List<String> headers = method.equals("POST")
                ? List.of("Idempotency-Key", UUID.randomUUID().toString())
                : List.of();
        return new Request(method, path, body.isEmpty() ? "" : JSON.writeValueAsString(body), headers);
    }

    static Request of(String method, String path) {
        return of(method, path, Map.of());
    }

    /** A POST that has no key: the product itself sees that it is not obeyed twice. */
    static Request once(String path, Map<String, Object> body) {
        return new Request("POST", path, JSON.writeValueAsString(body), List.of());
    }

    Request ifMatch(@Nullable Long version) {
        if (version == null) {
            return this;
        }
        List<String> more = new ArrayList<>(headers);
        more.addAll(List.of("If-Match", "\"%d\"".formatted(version)));
        return new Request(method, path, body, more);
    }

    /** Names and values in turn; what is null is left out. */
    static Map<String, Object> body(@Nullable Object... members) {
        Map<String, Object> body = new LinkedHashMap<>();
        for (int i = 0; i < members.length; i += 2) {
            Object value = members[i + 1];
            if (value != null) {
                body.put(String.valueOf(members[i]), value);
            }
        }
        return body;
    }

    /** One member, which may be null. */
    static Map<String, @Nullable Object> bodyOrNull(String name, @Nullable Object value) {
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put(name, value);
        return body;
    }

    boolean canBeSentAgain() {
        return headers.contains("Idempotency-Key");
    }

    Answer sentBy(Person person) {
        return person.api().sendJson(method, path, body, headers.toArray(String[]::new));
    }
}
