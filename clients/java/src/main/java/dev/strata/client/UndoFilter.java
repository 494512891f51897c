package dev.strata.client;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is to be taken back: everything since an instant, or less, as each further thing that is said narrows it.
 *
 * <pre>{@code
 * UndoFilter mistakes = UndoFilter.since(noon).doneOn(deviceId).kinds(List.of("trash"));
 * }</pre>
 */
public final class UndoFilter {
    private final Map<String, Object> members;

    private UndoFilter(Map<String, Object> members) {
        this.members = members;
    }

    public static UndoFilter since(Instant from) {
        return new UndoFilter(Map.of("from", from));
    }

    public UndoFilter until(Instant to) {
        return with("to", to);
    }

    public UndoFilter doneBy(String accountId) {
        return with("actor", accountId);
    }

    public UndoFilter doneOn(String deviceId) {
        return with("device", deviceId);
    }

    /** A node and everything below it. */
    public UndoFilter below(String nodeId) {
        return with("node", nodeId);
    }

    /** Of {@code create}, {@code content}, {@code rename}, {@code move}, {@code trash}, {@code tags} and the like. */
    public UndoFilter kinds(List<String> kinds) {
        return with("kinds", kinds);
    }

    /** What one undo or rewind did. */
    public UndoFilter operation(String operation) {
        return with("operation", operation);
    }

    private UndoFilter with(String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(members);
        more.put(name, value);
        return new UndoFilter(more);
    }

    Map<String, Object> members() {
        return members;
    }
}
