package dev.strata.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.NodeId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.exc.InvalidNullException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.json.JsonMapper;

class RequiredFieldsTest {
    private static final JsonMapper JSON = mapper();

    private static JsonMapper mapper() {
        JsonMapper.Builder builder = JsonMapper.builder();
        new RequiredFields().customize(builder);
        return builder.build();
    }

    record Letter(
            String to,
            @Nullable String about,
            List<String> lines,
            @Nullable List<String> copies,
            @Nullable Map<String, String> marks,
            @Nullable List<@Nullable String> gaps) {}

    private static Letter read(String json) {
        return JSON.readValue(json, Letter.class);
    }

    @Test
    void whatMayBeAbsentMayBeNullToo() {
        assertThat(read("{\"to\": \"anna\", \"lines\": [\"hello\"], \"about\": null, \"gaps\": [null]}")
                        .lines())
                .containsExactly("hello");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"lines\": []}",
                "{\"to\": null, \"lines\": []}",
                "{\"to\": \"anna\", \"lines\": null}",
                "{\"to\": \"anna\", \"lines\": [\"hello\", null]}",
                "{\"to\": \"anna\", \"lines\": [], \"copies\": [null]}",
                "{\"to\": \"anna\", \"lines\": [], \"marks\": {\"urgent\": null}}"
            })
    void nothingElseMay(String json) {
        assertThatThrownBy(() -> read(json)).isInstanceOf(InvalidNullException.class);
    }

    record Pointer(@Nullable AccountId account, @Nullable Instant at, List<NodeId> nodes) {}

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"nodes\": [], \"account\": \"\"}",
                "{\"nodes\": [], \"account\": \" \"}",
                "{\"nodes\": [], \"at\": \"\"}",
                "{\"nodes\": [\"\"]}",
            })
    void emptyTextIsNeitherNullNorAnIdentifier(String json) {
        assertThatThrownBy(() -> JSON.readValue(json, Pointer.class)).isInstanceOf(MismatchedInputException.class);
    }
}
