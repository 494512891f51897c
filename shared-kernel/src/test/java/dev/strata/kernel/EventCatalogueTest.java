package dev.strata.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.kernel.erasure.Personal;
import dev.strata.kernel.erasure.Subject;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Keeps {@code docs/event-catalogue.md} true. To write it anew: {@code mvn -pl shared-kernel test -Dcatalogue=write}. */
class EventCatalogueTest {
    private static final Path CATALOGUE = Path.of("../docs/event-catalogue.md");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Test
    void theCatalogueSaysWhatTheCodeSays() throws IOException {
        if ("write".equals(System.getProperty("catalogue"))) {
            Files.writeString(CATALOGUE, catalogue());
        }
        assertThat(Files.readString(CATALOGUE)).isEqualTo(catalogue());
    }

    private static String catalogue() {
        Map<Class<?>, Object> samples =
                EventSamples.ALL.stream().collect(Collectors.toMap(Object::getClass, sample -> sample));
        StringBuilder text = new StringBuilder("""
                # Event catalogue

                Generated from the sealed interfaces of `shared-kernel`; a test compares. These are the facts that the
                event store holds for ever, in `log.event`: `payload_type` is the class name, `payload` the JSON shown
                here. `meta_data` carries `actor` (account), `device`, `address`, `trace` and `link` (through which a
                stranger did it, on the right of the actor) where they are known.
                A component marked `?` may be null. One marked `personal` is stored encrypted, under a key of the component
                marked `subject`, until that account is erased.
                """);
        for (Class<?> type : EventSamples.INTERFACES) {
            text.append("\n## ").append(type.getSimpleName()).append('\n');
            for (Class<?> event : type.getPermittedSubclasses()) {
                text.append("\n### ")
                        .append(event.getSimpleName())
                        .append("\n\n`")
                        .append(event.getName())
                        .append("`\n\n");
                text.append(Arrays.stream(event.getRecordComponents())
                        .map(EventCatalogueTest::component)
                        .collect(Collectors.joining(", ")));
                text.append("\n\n```json\n")
                        .append(JSON.writeValueAsString(samples.get(event)))
                        .append("\n```\n");
            }
        }
        return text.toString();
    }

    private static String component(RecordComponent component) {
        String optional = component.getAnnotatedType().isAnnotationPresent(Nullable.class) ? "?" : "";
        String mark = component.isAnnotationPresent(Personal.class)
                ? " personal"
                : component.isAnnotationPresent(Subject.class) ? " subject" : "";
        return "`%s` %s%s%s".formatted(component.getName(), component.getType().getSimpleName(), optional, mark);
    }
}
