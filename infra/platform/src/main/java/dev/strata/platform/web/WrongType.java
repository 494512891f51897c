package dev.strata.platform.web;

import com.fasterxml.jackson.annotation.JsonValue;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.InvalidTypeIdException;
import tools.jackson.databind.exc.MismatchedInputException;

/** Says what a field of a body should have been, in the words of JSON: names of classes tell a stranger nothing. */
final class WrongType {
    private static final String ACCEPTED = "Enum class: ";

    private WrongType() {}

    static String describe(DatabindException exception) {
        return switch (exception) {
            case InvalidTypeIdException e
            when e.getTypeId() == null -> "the field that says which kind it is is missing";
            case InvalidTypeIdException e -> "there is no such kind: " + e.getTypeId();
            case MismatchedInputException e -> "must be " + kind(e.getTargetType(), e.getOriginalMessage());
            default -> "not a value of the right type";
        };
    }

    private static String kind(@Nullable Class<?> type, String message) {
        if (type == null) {
            return "something else";
        }
        if (type.isEnum()) {
            int list = message.indexOf(ACCEPTED);
            return list < 0 ? "a text" : "one of " + message.substring(list + ACCEPTED.length());
        }
        if (type == Boolean.class || type == boolean.class) {
            return "true or false";
        }
        if (type == UUID.class) {
            return "an id such as 0198c5a2-6d3e-7c4b-9f10-2a3b4c5d6e7f";
        }
        if (type == Instant.class) {
            return "an instant such as 2026-01-31T12:00:00Z";
        }
        if (Number.class.isAssignableFrom(type) || type.isPrimitive()) {
            return "a number in range";
        }
        if (CharSequence.class.isAssignableFrom(type) || isText(type)) {
            return "a text";
        }
        return Collection.class.isAssignableFrom(type) || type.isArray() ? "a list" : "an object";
    }

    /** Whether a record is written as its one value. */
    private static boolean isText(Class<?> type) {
        return Stream.ofNullable(type.getRecordComponents())
                .flatMap(Arrays::stream)
                .map(RecordComponent::getAccessor)
                .anyMatch(accessor -> accessor.isAnnotationPresent(JsonValue.class));
    }
}
