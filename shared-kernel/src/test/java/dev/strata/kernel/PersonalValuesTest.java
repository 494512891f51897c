package dev.strata.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.kernel.erasure.Personal;
import dev.strata.kernel.erasure.Subject;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every text in an event is personal, unless it is one of those that the product itself writes. */
class PersonalValuesTest {
    private static final Set<String> WRITTEN_BY_THE_PRODUCT = Set.of(
            "NodePurged.rule",
            "VersionsPruned.rule",
            "ConflictResolved.resolution",
            "AccessGranted.role",
            "RoleChanged.from",
            "RoleChanged.to",
            "AccessRevoked.rule",
            "LinkCreated.role",
            "LinkChanged.role",
            "AccountRoleChanged.from",
            "AccountRoleChanged.to",
            "AccessAsked.role");

    private static Stream<Class<?>> events() {
        return EventSamples.INTERFACES.stream().flatMap(type -> Arrays.stream(type.getPermittedSubclasses()));
    }

    private static List<RecordComponent> texts(Class<?> event) {
        return Arrays.stream(event.getRecordComponents())
                .filter(component -> component.getType() == String.class)
                .toList();
    }

    @Test
    void everyTextIsPersonalOrTheProductsOwn() {
        assertThat(events())
                .allSatisfy(event -> assertThat(texts(event))
                        .allSatisfy(text -> assertThat(
                                        WRITTEN_BY_THE_PRODUCT.contains(event.getSimpleName() + "." + text.getName()))
                                .isNotEqualTo(text.isAnnotationPresent(Personal.class))));
    }

    @Test
    void whatIsPersonalIsATextAndHasOneSubject() {
        assertThat(events()).allSatisfy(event -> {
            List<RecordComponent> components = List.of(event.getRecordComponents());
            List<RecordComponent> personal = components.stream()
                    .filter(component -> component.isAnnotationPresent(Personal.class))
                    .toList();
            long subjects = components.stream()
                    .filter(component -> component.isAnnotationPresent(Subject.class))
                    .count();
            assertThat(personal).allSatisfy(text -> assertThat(text.getType()).isEqualTo(String.class));
            assertThat(subjects).isEqualTo(personal.isEmpty() ? 0 : 1);
        });
    }
}
