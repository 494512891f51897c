package dev.strata.endtoend.model;

import dev.strata.endtoend.http.Answer;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What the product says that an undo would do.
 *
 * @param confirm to be sent back; null if it was refused
 */
record Report(@Nullable String confirm, List<Done> changes, List<Left> conflicts) {
    /** Something that is done to a node, in the order of the report. */
    record Done(
            String node,
            String change,
            @Nullable String from,
            @Nullable String to) {}

    /** Something that is left as it is. */
    record Left(String node, String reason) {}

    static Report of(Answer preview) {
        return preview.status() == 200 ? of(preview.json()) : new Report(null, List.of(), List.of());
    }

    private static Report of(JsonNode json) {
        List<Done> changes = json.path("changes")
                .valueStream()
                .map(change -> new Done(
                        change.path("nodeId").asString(),
                        change.path("change").asString(),
                        textOrNull(change.path("from")),
                        textOrNull(change.path("to"))))
                .toList();
        List<Left> conflicts = json.path("conflicts")
                .valueStream()
                .map(conflict -> new Left(
                        conflict.path("nodeId").asString(),
                        conflict.path("reason").asString()))
                .toList();
        return new Report(json.path("confirm").asString(), changes, conflicts);
    }

    private static @Nullable String textOrNull(JsonNode value) {
        return value.isString() ? value.asString() : null;
    }

    List<String> reasons(String node) {
        return conflicts.stream()
                .filter(left -> left.node().equals(node))
                .map(Left::reason)
                .toList();
    }

    @Override
    public String toString() {
        return changes.stream()
                        .map(done -> "%s of %s to %s".formatted(done.change(), done.node(), done.to()))
                        .collect(Collectors.joining(", ", "[", "] "))
                + conflicts;
    }
}
