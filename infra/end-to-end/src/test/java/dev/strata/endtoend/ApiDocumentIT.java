package dev.strata.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.endtoend.http.Api;
import dev.strata.endtoend.process.StrataProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keeps {@code docs/openapi.json} true. To write it anew, run this test with the system property {@code api-document} set
 * to {@code write}.
 */
class ApiDocumentIT {
    private static final Path DOCUMENT = Path.of("../../docs/openapi.json");
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    @Test
    void theDocumentSaysWhatTheServerSays() throws IOException {
        String served = served();
        if ("write".equals(System.getProperty("api-document"))) {
            Files.writeString(DOCUMENT, served);
        }
        assertThat(Files.readString(DOCUMENT)).isEqualTo(served);
    }

    /** Without the address, which is different each time. */
    private static String served() {
        Map<String, Object> document = new TreeMap<>(JSON.readValue(
                Api.at(StrataProcess.shared().url()).get("/v3/api-docs").is(200).body(),
                new TypeReference<Map<String, Object>>() {}));
        document.remove("servers");
        return JSON.writeValueAsString(document) + "\n";
    }
}
