package dev.strata.endtoend.model;

import dev.strata.endtoend.model.Question.Sort;
import java.util.ArrayList;
import java.util.List;

/** Chooses what to ask. */
final class Questions {
    private Questions() {}

    static Question one(Drive drive, String account, Step.Look look) {
        List<Node> nodes = known(drive);
        Node node = nodes.get(look.node() % nodes.size());
        boolean descending = look.limit() % 2 == 0;
        return switch (look.what() % 12) {
            case 0 -> new Question.OneNode(node.id);
            case 1 -> new Question.Versions(node.id);
            case 2 -> new Question.Members(node.id);
            case 3 -> new Question.InTrash();
            case 4 -> new Question.Shared();
            case 5 -> new Question.Starred();
            case 6 -> new Question.Conflicts();
            case 7 -> node.parent == null ? new Question.OneNode(node.id) : path(drive, node);
            case 8 -> new Question.Children(folder(nodes, look.node()).id, Sort.SIZE, descending);
            case 9 -> new Question.Children(folder(nodes, look.node()).id, Sort.KIND, descending);
            default -> new Question.Children(folder(nodes, look.node()).id, Sort.NAME, descending);
        };
    }

    private static Node folder(List<Node> nodes, int number) {
        List<Node> folders = nodes.stream().filter(node -> node.folder).toList();
        return folders.get(number % folders.size());
    }

    /** Whatever can be asked about the nodes of a drive. */
    static List<Question> all(Drive drive, String account) {
        List<Question> all = new ArrayList<>(List.of(
                new Question.InTrash(), new Question.Shared(), new Question.Starred(), new Question.Conflicts()));
        for (Node node : known(drive)) {
            boolean readable = drive.role(node, account) != Role.NONE;
            if (!readable || drive.inTrash(node)) {
                all.add(new Question.OneNode(node.id));
            }
            if (readable) {
                all.add(
                        node.folder
                                ? new Question.Children(node.id, Sort.NAME, false)
                                : new Question.Versions(node.id));
            }
            if (!drive.grantsOn(node).isEmpty()) {
                all.add(new Question.Members(node.id));
            }
        }
        return all;
    }

    private static List<Node> known(Drive drive) {
        return drive.nodes.values().stream()
                .filter(node -> !node.id.startsWith("?"))
                .toList();
    }

    /** Where the node would be found if the home were its own. */
    private static Question path(Drive drive, Node node) {
        List<Node> way = drive.way(node);
        return new Question.AtPath(way.subList(0, way.size() - 1).reversed().stream()
                .map(up -> up.name)
                .toList());
    }
}
