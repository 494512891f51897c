package dev.strata.sync.feed;

import dev.strata.sync.transport.CommittedEvent;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What every change writes into its record: its number, what happened, by whom, when. */
final class Stamp {
    /**
     * The columns for an {@code UPDATE}. When the device that made the last change makes this one too, the last change
     * of others stays where it was; else the last change was of others.
     */
    static final String ASSIGNMENTS = """
            seq = :seq,
            other_seq = CASE WHEN by_device = :device THEN other_seq ELSE seq END,
            op = :op, by_account = :actor, by_device = :device, changed_at = :time
            """;

    private Stamp() {}

    static Map<String, @Nullable Object> of(long seq, String op, CommittedEvent event) {
        Map<String, @Nullable Object> parameters = new LinkedHashMap<>();
        parameters.put("seq", seq);
        parameters.put("op", op);
        parameters.put(
                "actor",
                event.metadata().actor() == null
                        ? null
                        : event.metadata().actor().value());
        parameters.put(
                "device",
                event.metadata().device() == null
                        ? null
                        : event.metadata().device().value());
        parameters.put("time", event.time().atOffset(ZoneOffset.UTC));
        return parameters;
    }
}
