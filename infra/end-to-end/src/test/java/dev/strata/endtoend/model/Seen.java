package dev.strata.endtoend.model;

import dev.strata.endtoend.http.Answer;
import dev.strata.endtoend.model.Question.Reply;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the product has answered to a question: an answer, or the items of all its pages. */
record Seen(Answer first, List<Map<String, @Nullable Object>> items) {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<LinkedHashMap<String, @Nullable Object>> OBJECT = new TypeReference<>() {};

    static Seen of(Answer first, List<JsonNode> items) {
        List<Map<String, @Nullable Object>> maps = new ArrayList<>();
        items.forEach(item -> maps.add(JSON.convertValue(item, OBJECT)));
        return new Seen(first, maps);
    }

    @Nullable
    String difference(Reply expected) {
        if (first.status() != expected.status()
                || expected.code() != null && !expected.code().equals(first.text("code"))) {
            return "expected %d %s, got %s".formatted(expected.status(), expected.code(), first);
        }
        if (expected.code() != null) {
            return null;
        }
        if (expected.object() != null) {
            return Difference.between(expected.object(), JSON.convertValue(first.json(), OBJECT), "");
        }
        if (expected.isOrdered()) {
            return listDifference(expected.items(), items);
        }
        boolean named = expected.items().stream().anyMatch(item -> item.get("id") == Difference.ANY);
        String key = named ? "name" : "id";
        return listDifference(sorted(expected.items(), key), sorted(items, key));
    }

    private static @Nullable String listDifference(
            List<Map<String, @Nullable Object>> expected, List<Map<String, @Nullable Object>> actual) {
        return expected.size() == actual.size()
                ? Difference.between(expected, actual, "")
                : "expected %d items %s,%n got %d %s"
                        .formatted(expected.size(), brief(expected), actual.size(), brief(actual));
    }

    private static List<String> brief(List<Map<String, @Nullable Object>> items) {
        return items.stream()
                .map(item -> "%s %s %s".formatted(item.get("id"), item.get("name"), item.get("accountId")))
                .toList();
    }

    private static List<Map<String, @Nullable Object>> sorted(List<Map<String, @Nullable Object>> items, String key) {
        return items.stream()
                .sorted(Comparator.comparing(item -> String.valueOf(item.get(key))))
                .toList();
    }
}
