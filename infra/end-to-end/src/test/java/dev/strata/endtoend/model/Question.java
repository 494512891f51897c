package dev.strata.endtoend.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a client asks the product, and the model, about one moment. */
sealed interface Question {
    String path();

    /** Whether the answer comes in pages. */
    default boolean isList() {
        return true;
    }

    /**
     * What the answer must be.
     *
     * @param then the drive at the moment that the question is about
     * @param now the drive at the moment when it is asked
     */
    Reply reply(Drive then, Drive now, String account);

    /** Either a refusal, or one object, or the items of a list. */
    record Reply(
            int status,
            @Nullable String code,
            @Nullable Map<String, @Nullable Object> object,
            List<Map<String, @Nullable Object>> items,
            boolean isOrdered) {
        static Reply refused(int status, String code) {
            return new Reply(status, code, null, List.of(), true);
        }

        static Reply of(Map<String, @Nullable Object> object) {
            return new Reply(200, null, object, List.of(), true);
        }

        static Reply ordered(List<Map<String, @Nullable Object>> items) {
            return new Reply(200, null, null, items, true);
        }

        /** In an order that depends on times that the model does not know. */
        static Reply unordered(List<Map<String, @Nullable Object>> items) {
            return new Reply(200, null, null, items, false);
        }
    }

    /** The trash is the owner's. */
    private static boolean mayRead(Drive drive, Node node, String account) {
        Role role = drive.role(node, account);
        return role == Role.OWNER || role != Role.NONE && !drive.inTrash(node);
    }

    private static Reply onNode(
            String id, Drive then, Drive now, String account, BiFunction<Drive, Node, Reply> answer) {
        Node node = then.find(id);
        if (node == null || !mayRead(then, node, account)) {
            return Reply.refused(404, "node-not-found");
        }
        Node today = now.find(id);
        boolean still = then.owns(account, node) || today != null && mayRead(now, today, account);
        return still ? answer.apply(then, node) : Reply.refused(404, "node-not-found");
    }

    record OneNode(String id) implements Question {
        @Override
        public String path() {
            return "/v1/nodes/" + id;
        }

        @Override
        public boolean isList() {
            return false;
        }

        @Override
        public Reply reply(Drive then, Drive now, String account) {
            return onNode(id, then, now, account, (drive, node) -> Reply.of(Views.seen(drive, node, account)));
        }
    }

    /** What children are sorted by. */
    enum Sort {
        NAME,
        SIZE,
        KIND;

        private Comparator<Node> order() {
            Comparator<Node> byName = Comparator.comparing(node -> node.name, Names.NATURAL);
            return switch (this) {
                case NAME -> byName;
                case SIZE ->
                    Comparator.comparing(
                            node -> node.folder ? -1L : node.newest().content().size());
                case KIND ->
                    Comparator.<Node, Boolean>comparing(node -> node.folder).thenComparing(byName);
            };
        }
    }

    record Children(String id, Sort sort, boolean descending) implements Question {
        @Override
        public String path() {
            return "/v1/nodes/%s/children?sort=%s&order=%s"
                    .formatted(id, sort.name().toLowerCase(java.util.Locale.ROOT), descending ? "desc" : "asc");
        }

        @Override
        public Reply reply(Drive then, Drive now, String account) {
            return onNode(id, then, now, account, (drive, folder) -> {
                if (drive.inTrash(folder)) {
                    return Reply.refused(404, "node-not-found");
                }
                if (!folder.folder) {
                    return Reply.refused(409, "not-a-folder");
                }
                List<Node> children = new ArrayList<>(drive.children(folder));
                boolean unknown = children.stream().anyMatch(child -> child.id.startsWith("?"));
                Comparator<Node> order = sort.order().thenComparing(child -> child.id);
                children.sort(descending ? order.reversed() : order);
                List<Map<String, @Nullable Object>> items = children.stream()
                        .map(child -> Views.seen(drive, child, account))
                        .toList();
                return unknown && sort == Sort.SIZE ? Reply.unordered(items) : Reply.ordered(items);
            });
        }
    }

    record Versions(String id) implements Question {
        @Override
        public String path() {
            return "/v1/files/%s/versions".formatted(id);
        }

        @Override
        public Reply reply(Drive then, Drive now, String account) {
            return onNode(
                    id,
                    then,
                    now,
                    account,
                    (_, node) -> node.folder ? Reply.refused(409, "not-a-file") : Reply.ordered(Views.versions(node)));
        }
    }

    record Members(String id) implements Question {
        @Override
        public String path() {
            return "/v1/nodes/%s/grants".formatted(id);
        }

        @Override
        public Reply reply(Drive then, Drive now, String account) {
            return onNode(id, then, now, account, (drive, node) -> {
                if (drive.role(node, account) != Role.OWNER) {
                    return Reply.refused(403, "forbidden");
                }
                return Reply.ordered(drive.grantsOn(node).stream()
                        .sorted(Comparator.comparing(Grant::account))
                        .map(grant -> {
                            Map<String, @Nullable Object> view = Views.grant(grant);
                            view.put("grantedBy", grant.by());
                            return view;
                        })
                        .toList());
            });
        }
    }

    /** A path in the home of whoever asks. */
    record AtPath(List<String> names) implements Question {
        @Override
        public String path() {
            return "/v1/paths"
                    + String.join(
                            "",
                            names.stream().map(name -> "/" + Encoded.path(name)).toList());
        }

        @Override
        public boolean isList() {
            return false;
        }

        @Override
        public Reply reply(Drive then, Drive now, String account) {
            Node node = then.root(account);
            for (String name : names) {
                node = node == null ? null : then.child(node.id, name);
            }
            return node == null ? Reply.refused(404, "node-not-found") : Reply.of(Views.seen(then, node, account));
        }
    }

    /** What is in the trash of the home of whoever asks. */
    record InTrash() implements Question {
        @Override
        public String path() {
            return "/v1/trash";
        }

        @Override
        public Reply reply(Drive then, Drive now, String account) {
            return all(then, account, node -> node.trashed && then.owns(account, node), node -> {
                Map<String, @Nullable Object> view = Views.seen(then, node, account);
                view.put("trashedBy", node.trashedBy);
                return view;
            });
        }
    }

    record Shared() implements Question {
        @Override
        public String path() {
            return "/v1/shared-with-me";
        }

        @Override
        public Reply reply(Drive then, Drive now, String account) {
            return all(then, account, node -> then.grant(node.id, account) != null && !then.inTrash(node), node -> {
                Map<String, @Nullable Object> view = Views.seen(then, node, account);
                Grant grant = then.grant(node.id, account);
                view.put("sharedBy", grant == null ? null : grant.by());
                view.put("expiresAt", null);
                return view;
            });
        }
    }

    record Starred() implements Question {
        @Override
        public String path() {
            return "/v1/starred";
        }

        @Override
        public Reply reply(Drive then, Drive now, String account) {
            return all(
                    then,
                    account,
                    node -> then.stars.contains(new Drive.Star(account, node.id)) && mayRead(then, node, account),
                    node -> Views.seen(then, node, account));
        }
    }

    record Conflicts() implements Question {
        @Override
        public String path() {
            return "/v1/conflicts";
        }

        @Override
        public Reply reply(Drive then, Drive now, String account) {
            return all(
                    then,
                    account,
                    node -> node.conflict != null
                            && (then.owns(account, node) || node.conflict.by().equals(account))
                            && mayRead(then, node, account)
                            && !then.inTrash(node),
                    node -> conflict(then, node, account));
        }

        private static Map<String, @Nullable Object> conflict(Drive drive, Node copy, String account) {
            Map<String, @Nullable Object> view = Request.bodyOrNull("id", copy.id);
            view.put("copy", Views.seen(drive, copy, account));
            Node.Conflict conflict = copy.conflict;
            Node original = conflict == null ? null : drive.find(conflict.original());
            boolean readable = original != null && mayRead(drive, original, account);
            view.put("original", readable && original != null ? Views.seen(drive, original, account) : null);
            if (readable && original != null && conflict != null) {
                view.put("base", version(original, conflict.base()));
                view.put("head", version(original, conflict.head()));
            }
            return view;
        }

        private static @Nullable Object version(Node file, @Nullable Integer number) {
            return file.versions.stream()
                    .filter(version -> number != null && version.number() == number)
                    .findFirst()
                    .map(Views::version)
                    .orElse(null);
        }
    }

    private static Reply all(
            Drive drive,
            String account,
            java.util.function.Predicate<Node> which,
            Function<Node, Map<String, @Nullable Object>> view) {
        return Reply.unordered(
                drive.nodes.values().stream().filter(which).map(view).toList());
    }
}
