package dev.strata.platform.erasure;

import dev.strata.kernel.erasure.Personal;
import dev.strata.kernel.erasure.Subject;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A type of event with personal values, and how to make a copy of one with other values. */
public final class PersonalRecord {
    private static final ClassValue<PersonalRecord> KNOWN = new ClassValue<>() {
        @Override
        protected PersonalRecord computeValue(Class<?> type) {
            return new PersonalRecord(type);
        }
    };

    private final List<RecordComponent> components;
    private final int[] personal;
    private final int subject;
    private final @Nullable Constructor<?> constructor;

    private PersonalRecord(Class<?> type) {
        RecordComponent[] all = type.isRecord() ? type.getRecordComponents() : new RecordComponent[0];
        components = List.of(all);
        personal = IntStream.range(0, all.length)
                .filter(i -> all[i].isAnnotationPresent(Personal.class))
                .toArray();
        subject = IntStream.range(0, all.length)
                .filter(i -> all[i].isAnnotationPresent(Subject.class))
                .findFirst()
                .orElse(-1);
        constructor = personal.length == 0 ? null : canonicalConstructor(type, all);
    }

    private static Constructor<?> canonicalConstructor(Class<?> type, RecordComponent[] components) {
        try {
            return type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("every record has a canonical constructor", e);
        }
    }

    public static PersonalRecord of(Class<?> type) {
        return KNOWN.get(type);
    }

    /** The names of the components that are personal; empty for a type that has none. */
    public List<String> personalNames() {
        return Arrays.stream(personal)
                .mapToObj(i -> components.get(i).getName())
                .toList();
    }

    /** The personal values of an event of this type, but for empty ones; the longest first. */
    public List<String> personalValues(Object event) {
        return Arrays.stream(personal)
                .mapToObj(component -> valueOrNull(event, component))
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .filter(value -> !value.isEmpty())
                .sorted(Comparator.comparing(String::length).reversed())
                .toList();
    }

    boolean isPersonal() {
        return constructor != null;
    }

    UUID subjectOf(Object event) {
        return UUID.fromString(value(event, subject).toString());
    }

    /** A copy in which each personal value that is there is another. */
    Object copy(Object event, UnaryOperator<String> change) {
        if (constructor == null) {
            return event;
        }
        @Nullable Object[] values = new Object[components.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = valueOrNull(event, i);
        }
        for (int i : personal) {
            if (values[i] instanceof String text && !text.isEmpty()) {
                values[i] = change.apply(text);
            }
        }
        try {
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot copy a " + event.getClass().getSimpleName(), e);
        }
    }

    private Object value(Object event, int component) {
        Object value = valueOrNull(event, component);
        if (value == null) {
            throw new IllegalStateException(event.getClass().getSimpleName() + " has no subject");
        }
        return value;
    }

    private @Nullable Object valueOrNull(Object event, int component) {
        try {
            return components.get(component).getAccessor().invoke(event);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot read a " + event.getClass().getSimpleName(), e);
        }
    }
}
