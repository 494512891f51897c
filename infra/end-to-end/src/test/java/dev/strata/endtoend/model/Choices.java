package dev.strata.endtoend.model;

import java.time.Instant;
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
    private static final List<String> RESOLUTIONS = List.of("mine", "theirs", "both", "merged");
    private static final int CONTENTS = 6;
    private static final List<String> KINDS =
            List.of("create", "content", "rename", "move", "trash", "tags", "attributes", "grants");
    private static final int UNDONE_MAX = 24;
    private static final Report NOT_YET = new Report(null, List.of(), List.of());

    private final Drive drive;
    private final List<World.Moment> past;
    private final List<String> accounts;
    private final String by;
    private final Action action;
    private final Pick pick;

    /** @param accounts of all who take part */
    Choices(Drive drive, List<World.Moment> past, List<String> accounts, String by, Action action) {
        this.drive = drive;
        this.past = past;
        this.accounts = accounts;
        this.by = by;
        this.action = action;
        this.pick = new Pick(drive, by);
    }

    Command command() {
        return switch (pick.feasible(action.what(), action.node())) {
            case CREATE_FOLDER -> new Command.CreateFolder(pick.folder(action.node()), name());
            case CREATE_FILE -> new Command.CreateFile(pick.folder(action.node()), name(), content(), time(), policy());
            case ADD_VERSION -> addVersion(node(pick::isOwnFile));
            case CONFLICT -> new Command.AddVersion(node(pick::hasHistory).id, content(), 1L, time(), Policy.KEEP_BOTH);
            case RESTORE_VERSION -> {
                Node file = node(pick::hasHistory);
                yield new Command.RestoreVersion(file.id, 1 + action.other() % 3, expected(file));
            }
            case RENAME -> new Command.Rename(live().id, name(), expected(live()));
            case MOVE -> new Command.Move(live().id, pick.folder(action.other()), newName(), expected(live()));
            case TRASH -> new Command.Trash(live().id, expected(live()));
            case UNTRASH -> {
                Node node = node(other -> other.trashed);
                String elsewhere = action.name() % 2 == 0 ? pick.folder(action.other()) : null;
                yield new Command.Untrash(node.id, elsewhere, newName(), expected(node));
            }
            case PURGE -> {
                Node node = node(other -> other.trashed);
                yield new Command.Purge(node.id, expected(node));
            }
            case EMPTY_TRASH -> new Command.EmptyTrash();
            case GIVE ->
                new Command.Give(node(pick::canBeShared).id, account(), ROLES.get(action.guess() % ROLES.size()));
            case REVOKE -> revoke(node(pick::isGranted));
            case COPY -> new Command.Copy(live().id, pick.folder(action.other()), name(), copyPolicy());
            case TAG -> new Command.Tag(live().id, "tag" + action.name() % 3);
            case UNTAG -> untag(node(node -> !node.tags.isEmpty()));
            case DESCRIBE -> new Command.Describe(live().id, description(), expected(live()));
            case SET_TIME -> new Command.SetTime(live().id, instant(action.other()), expected(live()));
            case LOCK ->
                new Command.Lock(
                        node(pick::isLiveFile).id, action.name() % 2 == 0 ? Command.Lock.SHORT : Command.Lock.LONG);
            case UNLOCK -> new Command.Unlock(node(node -> node.lock != null).id, action.name() % 2 == 0);
            case STAR -> new Command.PutStar(live().id);
            case UNSTAR -> new Command.RemoveStar(node(pick::isStarred).id);
            case HOLD -> new Command.PlaceHold(live().id);
            case LIFT -> new Command.LiftHold(node(node -> node.held).id);
            case RESOLVE -> {
                String keep = RESOLUTIONS.get(action.name() % RESOLUTIONS.size());
                yield new Command.Resolve(
                        node(node -> node.conflict != null).id, keep, keep.equals("merged") ? content() : null);
            }
            case BATCH -> batch();
            case UNDO -> undo(false);
            case REWIND -> undo(true);
        };
    }

    private Node live() {
        return pick.live(action.node());
    }

    private Node node(Predicate<Node> kind) {
        return pick.node(action.node(), kind);
    }

    private Command addVersion(Node file) {
        Policy policy = policy();
        Long base = base(file);
        boolean silent = base == null && action.name() % 8 != 0;
        return new Command.AddVersion(file.id, content(), base, time(), silent ? Policy.OVERWRITE : policy);
    }

    private Command revoke(Node node) {
        List<Grant> grants = drive.grantsOn(node);
        boolean known = !grants.isEmpty() && action.other() % 8 != 0;
        return new Command.Revoke(
                node.id, known ? grants.get(action.other() % grants.size()).account() : account());
    }

    /** Of not too much, mostly: there are few steps in a life. */
    private Command undo(boolean rewind) {
        if (past.isEmpty() || pick.isUncertain()) {
            return new Command.CreateFolder(pick.folder(action.node()), name());
        }
        int since = past.size() - 1 - action.other() % Math.min(past.size(), UNDONE_MAX);
        String node = !rewind && action.name() % 2 == 0 ? null : node(pick::canBeShared).id;
        Instant from = past.get(since).at();
        return new Command.Undo(node, rewind, rewind ? Filter.since(since, from) : filter(since, from), true, NOT_YET);
    }

    private Filter filter(int since, Instant from) {
        List<String> operations = List.copyOf(drive.chronicle.operations());
        boolean again = !operations.isEmpty() && action.guess() % 4 == 0;
        int until = since + action.name() % (past.size() - since);
        boolean ends = action.guess() % 5 == 1 && until > since;
        return new Filter(
                since,
                from,
                ends ? until : null,
                ends ? past.get(until).at() : null,
                action.guess() % 3 == 0 ? null : accounts.get(action.guess() % 2),
                again ? operations.get(action.name() % operations.size()) : null,
                action.name() % 3 == 0 ? List.of(KINDS.get(action.other() % KINDS.size())) : List.of());
    }

    private Command untag(Node node) {
        return new Command.Untag(node.id, node.tags.isEmpty() ? "tag0" : node.tags.getFirst());
    }

    private Command batch() {
        List<Command> items = new ArrayList<>();
        String made = null;
        for (int i = 0; i < 2 + action.guess() % 4; i++) {
            Command item = new Choices(drive, past, accounts, by, action.item(i)).command();
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

    /** Seldom the client's own, which is mostly refused. */
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

    private @Nullable String description() {
        return action.name() % 3 == 0 ? null : "about %d".formatted(action.name());
    }

    private Content content() {
        return new Content((action.other() + action.name()) % CONTENTS);
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

    /** Mostly not given or right; sometimes that of the version before. */
    private @Nullable Long expected(Node node) {
        return switch (action.guess() % 8) {
            case 2, 3, 4 -> node.version;
            case 5 -> Math.max(1, node.version - 1);
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
