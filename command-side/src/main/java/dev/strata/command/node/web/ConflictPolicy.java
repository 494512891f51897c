package dev.strata.command.node.web;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.strata.platform.web.ProblemException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** What to do when an upload meets something that it did not expect. */
public enum ConflictPolicy {
    /** Refuse, and change nothing. */
    FAIL,
    /** Store it beside, under a free name. */
    KEEP_BOTH,
    /** Make it the newest version all the same; the older ones stay in the history. */
    OVERWRITE;

    @JsonCreator
    public static ConflictPolicy of(String text) {
        for (ConflictPolicy policy : values()) {
            if (policy.text().equals(text)) {
                return policy;
            }
        }
        throw new IllegalArgumentException("conflict is one of fail, keep-both, overwrite; not " + text);
    }

    @JsonValue
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What a copy does about a name that is taken; it never overwrites. */
    public static boolean keepsBoth(@Nullable ConflictPolicy policy) {
        return switch (policy == null ? FAIL : policy) {
            case FAIL -> false;
            case KEEP_BOTH -> true;
            case OVERWRITE ->
                throw new ProblemException(
                        HttpStatus.BAD_REQUEST, "invalid-value", "conflict: a copy takes fail or keep-both");
        };
    }
}
