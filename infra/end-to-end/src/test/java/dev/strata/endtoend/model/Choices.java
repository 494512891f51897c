package dev.strata.endtoend.model;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Turns the numbers of a random action into a command about nodes that there are. */
final class Choices {
    private static final List<String> NAMES = List.of(
            "a",
            "b",
            "A",
            "file 10.txt",
            "file 2.txt",
            "ä.txt",
            "Straße",
            "STRASSE",
            "file 02.txt",
            "b (2)",
            "c d.tar.gz");
    private static final List<Role> ROLES = List.of(Role.EDITOR, Role.VIEWER, Role.OWNER, Role.COMMENTER);
    private static final int CONTENTS = 5;
    private static final int STRANGE_ONE_IN = 12;

    private final Drive drive;
    private final List<String> accounts;
    private final String by;
    private final Action action;

    /** @param accounts of all who take part */
    Choices(Drive drive, List<String> accounts, String by, Action action) {
        this.drive = drive;
        this.accounts = accounts;
        this.by = by;
        this.action = action;
    }

    Command command() {
        return switch (action.what()) {
            case CREATE_FOLDER -> new Command.CreateFolder(folder(action.node()), name());
            case CREATE_FILE -> new Command.CreateFile(folder(action.node()), name(), content(), time(), policy());
            case ADD_VERSION -> {
                Node file = node(node -> !node.folder && drive.owns(by, node), action.node());
                yield new Command.AddVersion(file.id, content(), base(file), time(), policy());
            }
            case RESTORE_VERSION -> {
                Node file = node(node -> node.versions.size() > 1, action.node());
                yield new Command.RestoreVersion(file.id, 1 + action.other() % 3, expected(file));
            }
            case RENAME -> {
                Node node = live();
                yield new Command.Rename(node.id, name(), expected(node));
            }
            case MOVE -> {
                Node node = live();
                yield new Command.Move(node.id, folder(action.other()), newName(), expected(node));
            }
            case TRASH -> {
                Node node = live();
                yield new Command.Trash(node.id, expected(node));
            }
            case UNTRASH -> {
                Node node = trashed();
                boolean elsewhere = action.name() % 2 == 0;
                yield new Command.Untrash(
                        node.id, elsewhere ? folder(action.other()) : null, newName(), expected(node));
            }
            case PURGE -> {
                Node node = trashed();
                yield new Command.Purge(node.id, expected(node));
            }
            case EMPTY_TRASH -> new Command.EmptyTrash();
            case GIVE ->
                new Command.Give(
                        node(node -> drive.role(node, by) == Role.OWNER && !node.trashed, action.node()).id,
                        account(),
                        ROLES.get(action.guess() % ROLES.size()));
            case REVOKE -> {
                Node node = node(other -> !drive.grantsOn(other).isEmpty(), action.node());
                yield new Command.Revoke(node.id, account());
            }
            case COPY -> new Command.Copy(live().id, folder(action.other()), name(), copyPolicy());
            case TAG -> new Command.Tag(live().id, tag());
            case UNTAG -> new Command.Untag(node(node -> !node.tags.isEmpty(), action.node()).id, tag());
            case DESCRIBE -> {
                Node node = live();
                yield new Command.Describe(
                        node.id, action.name() % 3 == 0 ? null : "about %d".formatted(action.name()), expected(node));
            }
            case SET_TIME -> {
                Node node = live();
                yield new Command.SetTime(node.id, instant(action.other()), expected(node));
            }
            case LOCK -> new Command.Lock(node(node -> !node.folder && !node.trashed, action.node()).id);
            case UNLOCK ->
                new Command.Unlock(node(node -> node.lock != null, action.node()).id, action.name() % 2 == 0);
            case STAR -> new Command.PutStar(live().id);
            case UNSTAR -> new Command.RemoveStar(node(this::isStarred, action.node()).id);
            case HOLD -> new Command.PlaceHold(live().id);
            case LIFT -> new Command.LiftHold(node(node -> node.held, action.node()).id);
            case RESOLVE -> resolve();
            case BATCH -> batch();
        };
    }

    private Command resolve() {
        String copy = node(node -> node.conflict != null, action.node()).id;
        return switch (action.name() % 4) {
            case 0 -> new Command.Resolve(copy, "mine", null);
            case 1 -> new Command.Resolve(copy, "theirs", null);
            case 2 -> new Command.Resolve(copy, "both", null);
            default -> new Command.Resolve(copy, "merged", content());
        };
    }

    private Command batch() {
        List<Command> items = new ArrayList<>();
        @Nullable String made = null;
        for (int i = 0; i < 2 + action.guess() % 4; i++) {
            Command item = new Choices(drive, accounts, by, action.item(i)).command();
            items.add(made != null && (action.other() + i) % 2 == 0 ? into(made, item) : item);
            made = item instanceof Command.CreateFolder ? "#r" + i : made;
        }
        return new Batch(action.name() % 3 != 0, List.copyOf(items));
    }

    /** The same in a folder that an earlier item makes. */
    private static Command into(String made, Command item) {
        return switch (item) {
            case Command.CreateFolder c -> new Command.CreateFolder(made, c.name());
            case Command.CreateFile c ->
                new Command.CreateFile(made, c.name(), c.content(), c.modifiedAt(), c.policy());
            default -> item;
        };
    }

    private boolean isStarred(Node node) {
        return drive.stars.contains(new Drive.Star(by, node.id));
    }

    private Node live() {
        return node(node -> !drive.inTrash(node) && node.parent != null, action.node());
    }

    private Node trashed() {
        return node(node -> node.trashed, action.node());
    }

    private String folder(int number) {
        return node(node -> node.folder && !drive.inTrash(node), number).id;
    }

    /** One of this kind that the client may see; seldom another, of any kind. */
    private Node node(Predicate<Node> kind, int number) {
        List<Node> all = drive.nodes.values().stream()
                .filter(node -> !node.id.startsWith("?"))
                .toList();
        List<Node> fitting = all.stream()
                .filter(node -> drive.role(node, by) != Role.NONE)
                .filter(kind)
                .toList();
        List<Node> some = fitting.isEmpty() || number % STRANGE_ONE_IN == STRANGE_ONE_IN - 1 ? all : fitting;
        return some.get(number / STRANGE_ONE_IN % some.size());
    }

    private String account() {
        List<String> others =
                accounts.stream().filter(account -> !account.equals(by)).toList();
        return action.other() % 8 == 0 ? by : others.get(action.other() % others.size());
    }

    private String name() {
        return NAMES.get(action.name() % NAMES.size());
    }

    private @Nullable String newName() {
        return action.guess() % 2 == 0 ? name() : null;
    }

    private String tag() {
        return "tag" + action.name() % 3;
    }

    private Content content() {
        return new Content(action.other() % CONTENTS);
    }

    private @Nullable String time() {
        return action.node() % 5 == 0 ? null : instant(action.name());
    }

    private static String instant(int number) {
        return "2020-01-%02dT10:20:30Z".formatted(1 + number % 28);
    }

    private Policy policy() {
        return Policy.values()[action.guess() / 4 % 3];
    }

    private Policy copyPolicy() {
        return action.guess() / 4 % 2 == 0 ? Policy.FAIL : Policy.KEEP_BOTH;
    }

    /** Mostly right or not given; sometimes the version before. */
    private @Nullable Long expected(Node node) {
        return switch (action.guess() % 4) {
            case 2 -> node.version;
            case 3 -> Math.max(1, node.version - 1);
            default -> null;
        };
    }

    private @Nullable Long base(Node node) {
        return switch (action.guess() % 4) {
            case 0 -> null;
            case 1 -> node.version;
            case 2 -> Math.max(1, node.version - 1);
            default -> 1L;
        };
    }
}
