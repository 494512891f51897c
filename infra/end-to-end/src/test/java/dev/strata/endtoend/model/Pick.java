package dev.strata.endtoend.model;

import dev.strata.endtoend.model.Action.What;
import java.util.List;
import java.util.function.Predicate;

/** Finds the nodes that the numbers of a random action stand for. */
final class Pick {
    private static final int STRANGE_ONE_IN = 16;

    private final Drive drive;
    private final String by;

    Pick(Drive drive, String by) {
        this.drive = drive;
        this.by = by;
    }

    /** What can be done now; where nothing fits yet, what leads to it. */
    What feasible(What what, int number) {
        return switch (what) {
            case CREATE_FOLDER, CREATE_FILE, EMPTY_TRASH, GIVE, BATCH, UNDO, REWIND -> what;
            case ADD_VERSION -> orFirst(what, number, this::isOwnFile, What.CREATE_FILE);
            case RESTORE_VERSION, CONFLICT -> orFirst(what, number, this::hasHistory, What.ADD_VERSION);
            case RESOLVE -> orFirst(what, number, node -> node.conflict != null, What.CONFLICT);
            case UNTRASH, PURGE -> orFirst(what, number, node -> node.trashed, What.TRASH);
            case REVOKE -> orFirst(what, number, this::isGranted, What.GIVE);
            case UNTAG -> orFirst(what, number, node -> !node.tags.isEmpty(), What.TAG);
            case LOCK -> orFirst(what, number, this::isLiveFile, What.CREATE_FILE);
            case UNLOCK -> orFirst(what, number, node -> node.lock != null, What.LOCK);
            case UNSTAR -> orFirst(what, number, this::isStarred, What.STAR);
            case LIFT -> orFirst(what, number, node -> node.held, What.HOLD);
            case RENAME, MOVE, TRASH, COPY, TAG, DESCRIBE, SET_TIME, STAR, HOLD ->
                orFirst(what, number, this::isLive, What.CREATE_FOLDER);
        };
    }

    private What orFirst(What what, int number, Predicate<Node> kind, What first) {
        boolean can = isStrange(number) || fitting(kind).stream().findFirst().isPresent();
        return can ? what : feasible(first, number);
    }

    private static boolean isStrange(int number) {
        return number % STRANGE_ONE_IN == STRANGE_ONE_IN - 1;
    }

    /** One of this kind that the client may see; seldom another, of any kind. */
    Node node(int number, Predicate<Node> kind) {
        List<Node> fitting = fitting(kind);
        List<Node> some = fitting.isEmpty() || isStrange(number) ? known() : fitting;
        return some.get(number / STRANGE_ONE_IN % some.size());
    }

    private List<Node> fitting(Predicate<Node> kind) {
        return known().stream()
                .filter(node -> drive.role(node, by) != Role.NONE)
                .filter(kind)
                .toList();
    }

    private List<Node> known() {
        return drive.nodes.values().stream()
                .filter(node -> !node.id.startsWith("?"))
                .toList();
    }

    Node live(int number) {
        return node(number, this::isLive);
    }

    String folder(int number) {
        return node(number, node -> node.folder && !drive.inTrash(node)).id;
    }

    boolean isLive(Node node) {
        return node.parent != null && !drive.inTrash(node);
    }

    boolean isLiveFile(Node node) {
        return !node.folder && isLive(node);
    }

    boolean isOwnFile(Node node) {
        return isLiveFile(node) && drive.owns(by, node);
    }

    boolean hasHistory(Node node) {
        return isOwnFile(node) && node.versions.size() > 1;
    }

    boolean isGranted(Node node) {
        return !drive.grantsOn(node).isEmpty();
    }

    boolean isStarred(Node node) {
        return drive.stars.contains(new Drive.Star(by, node.id));
    }

    /** Whether there is something that nobody has been told the id of yet. */
    boolean isUncertain() {
        return drive.nodes.keySet().stream().anyMatch(id -> id.startsWith("?"));
    }

    boolean canBeShared(Node node) {
        return drive.role(node, by) == Role.OWNER && !drive.inTrash(node);
    }
}
