package dev.strata.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/**
 * Pins name and JSON of every event. A golden file is never edited: an event that must change gets an upcaster, and its
 * old file stays and must still be read.
 */
class EventFormatTest {
    private static final Path GOLDEN = Path.of("src/test/resources/events");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    static List<Object> samples() {
        return EventSamples.ALL;
    }

    private static Path golden(Object event) {
        return GOLDEN.resolve(event.getClass().getName().replace("dev.strata.kernel.", "") + ".json");
    }

    @ParameterizedTest
    @MethodSource("samples")
    void isWrittenAsItAlwaysWas(Object event) throws IOException {
        assertThat(JSON.writeValueAsString(event))
                .isEqualTo(Files.readString(golden(event)).strip());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void yesterdaysBytesStillRead(Object event) throws IOException {
        assertThat((Object) JSON.readValue(Files.readString(golden(event)), event.getClass()))
                .isEqualTo(event);
    }

    @Test
    void eachEventHasASampleAndEachFileAnEvent() throws IOException {
        List<Class<?>> events = EventSamples.INTERFACES.stream()
                .<Class<?>>flatMap(type -> Arrays.stream(type.getPermittedSubclasses()))
                .toList();
        assertThat(EventSamples.ALL.stream().<Class<?>>map(Object::getClass)).containsExactlyElementsOf(events);
        try (Stream<Path> files = Files.list(GOLDEN)) {
            assertThat(files)
                    .containsExactlyInAnyOrderElementsOf(EventSamples.ALL.stream()
                            .map(EventFormatTest::golden)
                            .toList());
        }
    }
}
