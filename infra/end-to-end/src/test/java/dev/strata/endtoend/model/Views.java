package dev.strata.endtoend.model;

import static dev.strata.endtoend.model.Difference.ANY;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How nodes and grants look in the answers of the product. */
final class Views {
    private Views() {}

    /** As a command leaves it. */
    static Map<String, @Nullable Object> node(Drive drive, Node node) {
        Map<String, @Nullable Object> view = same(node);
        view.put("modifiedAt", node.modifiedAt);
        view.put("trashed", node.trashed);
        view.put("lock", node.lapsed ? ANY : lock(node));
        view.put("warnings", List.of());
        return view;
    }

    /** As somebody who may read it sees it. */
    static Map<String, @Nullable Object> seen(Drive drive, Node node, String account) {
        Map<String, @Nullable Object> view = same(node);
        view.put("path", path(drive, node, account));
        view.put("modifiedAt", node.modifiedAt == null ? ANY : node.modifiedAt);
        view.put("by", node.changedBy);
        view.put("lock", lock(node));
        view.put("held", node.held);
        view.put("starred", drive.stars.contains(new Drive.Star(account, node.id)));
        view.put("role", drive.role(node, account).text());
        view.put("trashed", drive.inTrash(node));
        view.put(
                "shared",
                drive.way(node).stream().anyMatch(up -> !drive.grantsOn(up).isEmpty()));
        return view;
    }

    private static Map<String, @Nullable Object> same(Node node) {
        Map<String, @Nullable Object> view = new LinkedHashMap<>();
        Node.Version newest = node.folder ? null : node.newest();
        view.put("id", node.id.startsWith("?") ? ANY : node.id);
        view.put("number", node.number == null ? ANY : node.number);
        view.put("spaceId", node.space);
        view.put("kind", node.folder ? "folder" : "file");
        view.put("name", node.name);
        view.put("parentId", node.parent != null && node.parent.startsWith("?") ? ANY : node.parent);
        view.put("version", node.version);
        view.put("contentVersion", newest == null ? null : newest.number());
        view.put("size", newest == null ? null : newest.content().size());
        view.put("sha256", newest == null ? null : newest.content().sha256());
        view.put("sha256Verified", newest == null ? null : true);
        view.put("mediaType", newest == null ? null : "application/octet-stream");
        view.put("tags", List.copyOf(node.tags));
        view.put("description", node.description);
        return view;
    }

    static @Nullable Object lock(Node node) {
        if (node.lock == null) {
            return null;
        }
        return Map.of(
                "owner", node.lock.owner(), "expiresAt", node.lock.expiresAt() == null ? ANY : node.lock.expiresAt());
    }

    /** Absolute for the owner of the space, for others from the topmost node that they were granted. */
    private static String path(Drive drive, Node node, String account) {
        List<Node> way = drive.way(node);
        int top = way.size() - 1;
        while (!drive.owns(account, node) && drive.granted(way.get(top), account) == Role.NONE) {
            top--;
        }
        return way.subList(0, top + 1).reversed().stream()
                .map(up -> up.name)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.joining("/", "/", ""));
    }

    static Map<String, @Nullable Object> grant(Grant grant) {
        Map<String, @Nullable Object> view = new LinkedHashMap<>();
        view.put("grantId", grant.id() == null ? ANY : grant.id());
        view.put("nodeId", grant.node());
        view.put("accountId", grant.account());
        view.put("role", grant.role().text());
        view.put("expiresAt", null);
        view.put("version", grant.version());
        return view;
    }

    static List<Map<String, @Nullable Object>> versions(Node file) {
        return file.versions.reversed().stream().map(Views::version).toList();
    }

    static Map<String, @Nullable Object> version(Node.Version version) {
        Map<String, @Nullable Object> view = new LinkedHashMap<>();
        view.put("number", version.number());
        view.put("size", version.content().size());
        view.put("sha256", version.content().sha256());
        view.put("modifiedAt", version.modifiedAt());
        view.put("by", version.by());
        view.put("restoredFrom", version.restoredFrom());
        return view;
    }
}
