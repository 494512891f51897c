package dev.strata.client;

import java.net.http.HttpResponse;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The server's "no": a problem document (RFC 9457) with a stable {@link #code()}.
 *
 * <pre>{@code
 * try {
 *     client.createFolder(parent.id(), "docs");
 * } catch (StrataProblem e) {
 *     if (!e.code().equals("name-taken")) {
 *         throw e;
 *     }
 * }
 * }</pre>
 */
public final class StrataProblem extends RuntimeException {
    private static final String FEED_RESET = "feed-reset";

    /** What a proxy answers with a page of its own while the server behind it is away, or is asked too much. */
    private static final Set<Integer> PASSING = Set.of(429, 502, 503, 504);

    private final int status;
    private final String code;
    private final String detail;
    private final @Nullable String traceId;
    private final boolean retryable;
    private final transient JsonNode document;

    private StrataProblem(int status, JsonNode document, @Nullable String traceId) {
        super("%d %s: %s (trace %s)"
                .formatted(
                        status,
                        document.path("code").asString("http-" + status),
                        document.path("detail").asString("no detail"),
                        traceId));
        this.status = status;
        this.code = document.path("code").asString("http-" + status);
        this.detail = document.path("detail").asString("no detail");
        this.traceId = traceId;
        this.retryable = document.path("retryable").asBoolean(PASSING.contains(status));
        this.document = document;
    }

    /** Reads an answer that is no success; one without a problem document still has its status. */
    static StrataProblem of(int status, HttpResponse<?> response, byte[] body, JsonMapper json) {
        String requestId = response.headers().firstValue("X-Request-Id").orElse(null);
        return of(status, body, requestId, json);
    }

    static StrataProblem of(int status, byte[] body, @Nullable String requestId, JsonMapper json) {
        JsonNode document = parse(body, json);
        String traceId = document.path("traceId").asString("");
        return new StrataProblem(status, document, traceId.isEmpty() ? requestId : traceId);
    }

    private static JsonNode parse(byte[] body, JsonMapper json) {
        try {
            JsonNode document = json.readTree(body);
            return document.isObject() ? document : JsonNodeFactory.instance.objectNode();
        } catch (JacksonException e) {
            // Something between us and the server answered; its page says nothing a program could use.
            return JsonNodeFactory.instance.objectNode();
        }
    }

    public int status() {
        return status;
    }

    /** Programs may depend on it; {@code http-<status>} when the answer was no problem document. */
    public String code() {
        return code;
    }

    /** For people. */
    public String detail() {
        return detail;
    }

    /** Finds the request in the server's log. */
    public @Nullable String traceId() {
        return traceId;
    }

    /** Whether the same request may succeed a little later. */
    public boolean retryable() {
        return retryable;
    }

    /** Whether the cursor is not known any more: the feed is to be read anew, from a snapshot on. */
    public boolean isFeedReset() {
        return code.equals(FEED_RESET);
    }

    /** All members, with those that only some problems have, such as {@code head}. */
    public JsonNode document() {
        return document;
    }
}
