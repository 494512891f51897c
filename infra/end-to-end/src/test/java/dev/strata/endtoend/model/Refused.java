package dev.strata.endtoend.model;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The model's no to a command. */
final class Refused extends RuntimeException {
    private final transient Expected answer;

    Refused(int status, String code) {
        this(status, code, Map.of());
    }

    Refused(int status, String code, Map<String, @Nullable Object> members) {
        this.answer = Expected.refused(status, code, members);
    }

    /** Either code will do. */
    Refused(int status, String code, String other) {
        this.answer = new Expected(status, Set.of(code, other), Map.of(), null);
    }

    Expected answer() {
        return answer;
    }
}
