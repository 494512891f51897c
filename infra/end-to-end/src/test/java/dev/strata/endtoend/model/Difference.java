package dev.strata.endtoend.model;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Compares what should be with what is. */
final class Difference {
    /** Agrees with everything: what the model cannot know. */
    static final Object ANY = new Object() {
        @Override
        public String toString() {
            return "anything";
        }
    };

    private Difference() {}

    /** The first difference; null if there is none. Members that are not expected do not matter. */
    static @Nullable String between(@Nullable Object expected, @Nullable Object actual, String where) {
        if (expected == ANY) {
            return null;
        }
        if (expected instanceof Map<?, ?> members && actual instanceof Map<?, ?> others) {
            for (Map.Entry<?, ?> member : members.entrySet()) {
                String difference =
                        between(member.getValue(), others.get(member.getKey()), where + "/" + member.getKey());
                if (difference != null) {
                    return difference;
                }
            }
            return null;
        }
        if (expected instanceof List<?> items && actual instanceof List<?> others && items.size() == others.size()) {
            for (int i = 0; i < items.size(); i++) {
                String difference = between(items.get(i), others.get(i), where + "/" + i);
                if (difference != null) {
                    return difference;
                }
            }
            return null;
        }
        if (expected instanceof Number number && actual instanceof Number other) {
            return number.longValue() == other.longValue() ? null : unequal(expected, actual, where);
        }
        return Objects.equals(expected, actual) ? null : unequal(expected, actual, where);
    }

    private static String unequal(@Nullable Object expected, @Nullable Object actual, String where) {
        return "at %s: expected %s, got %s".formatted(where.isEmpty() ? "/" : where, expected, actual);
    }
}
