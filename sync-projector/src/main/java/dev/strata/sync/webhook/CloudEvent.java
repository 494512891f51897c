package dev.strata.sync.webhook;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * A CloudEvent 1.0.
 *
 * @param kind what is between {@code dev.strata.} and the version in its type
 * @param subject left out if there is none
 * @param position in the log
 */
record CloudEvent(
        String id, String source, String kind, @Nullable String subject, Instant time, long position, Object data) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** The structured form. */
    byte[] json() {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("specversion", "1.0");
        body.put("id", id);
        body.put("source", source);
        body.put("type", "dev.strata.%s.v1".formatted(kind));
        if (subject != null) {
            body.put("subject", subject);
        }
        body.put("time", time.toString());
        body.put("sequence", Message.sequence(position));
        body.put("datacontenttype", "application/json");
        body.put("data", data);
        return JSON.writeValueAsBytes(body);
    }
}
