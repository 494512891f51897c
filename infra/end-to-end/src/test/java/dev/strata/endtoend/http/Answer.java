package dev.strata.endtoend.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What came back over HTTP. */
public record Answer(int status, HttpHeaders headers, byte[] body) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    public static Answer of(HttpResponse<byte[]> response) {
        return new Answer(response.statusCode(), response.headers(), response.body());
    }

    public String header(String name) {
        return headers.firstValue(name).orElse("");
    }

    public JsonNode json() {
        return JSON.readTree(body);
    }

    /** A member of the body, by name or by the names that lead to it, joined by slashes. */
    public String text(String member) {
        return json().at("/" + member).asString();
    }

    public long number(String member) {
        return json().at("/" + member).asLong();
    }

    /** The items of a page. */
    public List<JsonNode> items() {
        return json().path("items").valueStream().toList();
    }

    /** The request was obeyed with this status. */
    public Answer is(int expected) {
        assertThat(status).as(toString()).isEqualTo(expected);
        return this;
    }

    /** The request was refused in the one form that all refusals have. */
    public Answer isProblem(int expected, String code) {
        assertThat(List.of(status, text("code"))).as(toString()).containsExactly(expected, code);
        assertThat(header("Content-Type")).startsWith("application/problem+json");
        assertThat(number("status")).isEqualTo(expected);
        assertThat(text("type")).isEqualTo("urn:strata:problem:" + code);
        assertThat(text("title")).isNotBlank();
        assertThat(text("detail")).isNotBlank();
        assertThat(text("traceId")).matches("[0-9a-f]{32}").isEqualTo(header("X-Request-Id"));
        assertThat(json().path("retryable").isBoolean()).isTrue();
        return this;
    }

    public boolean isSuccess() {
        return status / 100 == 2;
    }

    @Override
    public String toString() {
        return status + " " + new String(body, 0, Math.min(body.length, 2_000), StandardCharsets.UTF_8);
    }
}
