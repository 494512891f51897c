package dev.strata.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What came back over HTTP. */
record Answer(HttpResponse<String> response) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    int status() {
        return response.statusCode();
    }

    String header(String name) {
        return response.headers().firstValue(name).orElse("");
    }

    JsonNode json() {
        return JSON.readTree(response.body());
    }

    String text(String member) {
        return json().at("/" + member).asString();
    }

    /** The problem's code. */
    String code() {
        return text("code");
    }

    /** One member of each item of a page. */
    List<String> items(String member) {
        assertThat(json().has("items")).as("%s", this).isTrue();
        return json().get("items")
                .valueStream()
                .map(item -> item.at("/" + member).asString())
                .toList();
    }

    @Override
    public String toString() {
        return status() + " " + response.body();
    }
}
