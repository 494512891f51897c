package dev.strata.endtoend.sync;

import dev.strata.endtoend.http.Person;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import tools.jackson.databind.JsonNode;

/** What the server has, as {@link SyncedFolder} tells of a folder. */
final class ServerTree {
    private ServerTree() {}

    /** The digest of each file; folders have none. */
    static Map<String, String> of(Person person) {
        Map<String, String> tree = new TreeMap<>();
        collect(person, (path, node) -> tree.put(path, node.path("sha256").asString("")));
        return tree;
    }

    /** What files hold, held, and held before they went to the trash. */
    static Set<String> history(Person person) {
        List<JsonNode> files = new ArrayList<>(person.all("/v1/trash"));
        collect(person, (_, node) -> files.add(node));
        Set<String> contents = new HashSet<>();
        files.stream()
                .filter(node -> node.path("kind").asString().equals("file"))
                .flatMap(node -> person
                        .all("/v1/files/%s/versions".formatted(node.path("id").asString()))
                        .stream())
                .forEach(version -> contents.add(version.path("sha256").asString()));
        return contents;
    }

    private static void collect(Person person, BiConsumer<String, JsonNode> into) {
        Map<String, String> open = new HashMap<>(Map.of(person.root(), ""));
        while (!open.isEmpty()) {
            String folder = open.keySet().iterator().next();
            String path = open.remove(folder);
            for (JsonNode node : person.children(folder)) {
                String below = path + node.path("name").asString();
                into.accept(below, node);
                if (node.path("kind").asString().equals("folder")) {
                    open.put(node.path("id").asString(), below + "/");
                }
            }
        }
    }
}
