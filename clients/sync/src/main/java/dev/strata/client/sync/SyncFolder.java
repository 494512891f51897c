package dev.strata.client.sync;

import dev.strata.client.Account;
import dev.strata.client.Node;
import dev.strata.client.RemoteName;
import dev.strata.client.RemoteNameException;
import dev.strata.client.StrataClient;
import dev.strata.client.login.CredentialFile;
import dev.strata.client.sync.StateStore.Update;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A folder of this machine that is kept in sync, and what it is kept in sync with. All that is known of it lies in the
 * folder itself: where the folder is not, there is nothing that could be mistaken for a deletion.
 */
final class SyncFolder implements AutoCloseable {
    static final String ROOT = "root";
    static final String SPACE = "space";
    static final String DEVICE = "device";
    private static final String SERVER = "server";
    private static final String ACCOUNT = "account";
    private static final String REMOTE = "remote";
    private static final String KEY = "key";
    private static final String ASKED = "asked";
    private static final String DELETIONS = "deletions-confirmed";
    private static final String DISKS = "disks-confirmed";
    private static final String WIPED =
            "was wiped, because the server had revoked this device and ordered that. What it does not have was left.";

    private final Path root;
    private final FileChannel lockFile;
    private final FileLock lock;
    private String server = "";
    private String remote = "";
    private String home = "";

    private SyncFolder(Path root, FileChannel lockFile, FileLock lock) {
        this.root = root;
        this.lockFile = lockFile;
        this.lock = lock;
    }

    static Path own(Path root) {
        return root.resolve(IgnoreRules.OWN_FOLDER);
    }

    private static Path lockPath(Path root) {
        return own(root).resolve("lock");
    }

    /** Takes the folder for this process. */
    static SyncFolder take(Path root) throws IOException {
        Files.createDirectories(own(root).resolve("tmp"));
        FileChannel file = FileChannel.open(lockPath(root), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = tryLock(file);
        if (lock == null) {
            file.close();
            throw new SyncRefused("another process keeps %s in sync".formatted(root));
        }
        return new SyncFolder(root, file, lock);
    }

    private static @Nullable FileLock tryLock(FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    /** Whether some process keeps it in sync now. */
    static boolean isTaken(Path root) throws IOException {
        try (SyncFolder _ = take(root)) {
            return false;
        } catch (SyncRefused e) {
            return true;
        }
    }

    Path root() {
        return root;
    }

    Path own() {
        return own(root);
    }

    String server() {
        return server;
    }

    /** The own space of the account. */
    String home() {
        return home;
    }

    String remote() {
        return remote;
    }

    SqliteStore state() {
        // SQLite unpacks its library there; elsewhere one would stay behind each time that the process is killed.
        System.setProperty("org.sqlite.tmpdir", own().resolve("tmp").toString());
        return SqliteStore.open(own().resolve("sync.db"));
    }

    /**
     * Says what the folder is kept in sync with, the first time; later it must be the same.
     *
     * @param wanted a name on the server, as people write it; null for what it was before, or everything
     */
    void bind(StrataClient client, @Nullable String wanted) throws IOException {
        try (SqliteStore store = state()) {
            Account me = client.me();
            String account = me.accountId();
            home = me.homeSpaceId();
            Optional<String> before = store.setting(REMOTE);
            if (before.isEmpty()) {
                Node node = bound(client, wanted == null ? "/" : wanted);
                store.set(SERVER, client.base().toString());
                store.set(ACCOUNT, account);
                store.set(SPACE, node.spaceId());
                store.set(ROOT, node.id());
                store.set(REMOTE, wanted == null ? "/" : wanted);
            } else if (wanted != null && !wanted.equals(before.get())) {
                throw new SyncRefused("%s is in sync with %s of the server, not with %s; to change that, delete %s"
                        .formatted(root, before.get(), wanted, own()));
            }
            require(store, SERVER, client.base().toString());
            require(store, ACCOUNT, account);
            server = store.setting(SERVER).orElseThrow();
            remote = store.setting(REMOTE).orElseThrow();
        }
    }

    /**
     * As whom it was kept in sync at last. Only these tokens hear of an order to wipe, also when nobody is signed in any
     * more.
     */
    CredentialFile credentials() {
        return CredentialFile.at(own().resolve("credentials.json"));
    }

    /** Removes what the server has, because it ordered that. */
    Wipe.Result wipe(Clock clock) throws IOException {
        try (SqliteStore store = state()) {
            server = store.setting(SERVER).orElse("");
            remote = store.setting(REMOTE).orElse("");
            DiskTree disk = new DiskTree(root, store, IgnoreRules.read(root, List.of()), clock);
            return Wipe.run(store.setting(ROOT).orElse(""), disk, new SyncState(store).synced());
        }
    }

    /** Forgets all but that it was wiped, so that it is not filled again. */
    void wiped(Wipe.Result result, Clock clock) throws IOException {
        new Status(Status.WIPED, WIPED, clock.instant(), server, remote, List.of(), result.left(), 0, 0).write(own());
        clear();
    }

    void requireNotWiped() throws IOException {
        if (Status.read(own()).filter(Status::wasWiped).isPresent()) {
            clear();
            throw new SyncRefused("%s %s To keep it in sync anew, delete %s".formatted(root, WIPED, own()));
        }
    }

    private void clear() throws IOException {
        Set<Path> kept = Set.of(own(), lockPath(root), Status.file(own()));
        try (Stream<Path> all = Files.walk(own())) {
            for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
                if (!kept.contains(file)) {
                    Files.delete(file);
                }
            }
        }
    }

    /** The device that its work is recorded for. */
    Optional<String> device() {
        try (SqliteStore store = state()) {
            return store.setting(DEVICE);
        }
    }

    void device(String id) {
        try (SqliteStore store = state()) {
            store.set(DEVICE, id);
        }
    }

    private void require(SqliteStore store, String setting, String now) {
        String before = store.setting(setting).orElseThrow();
        if (!before.equals(now)) {
            throw new SyncRefused("%s is in sync with another %s: %s, not %s; to change that, delete %s"
                    .formatted(root, setting, before, now, own()));
        }
    }

    /** Is made if it is not there; but nobody can make what others share. */
    private static Node folder(StrataClient client, RemoteName name) throws IOException {
        Optional<Node> found = client.now().find(name);
        if (found.isPresent()) {
            if (!found.get().kind().equals("folder")) {
                throw new SyncRefused(name + " is a file on the server; name a folder");
            }
            return found.get();
        }
        if (name.isTop()) {
            throw new SyncRefused("there is no %s on the server".formatted(name));
        }
        return client.createFolder(folder(client, name.parent()).id(), name.name());
    }

    private static Node bound(StrataClient client, String remote) throws IOException {
        try {
            return folder(client, RemoteName.parse(remote));
        } catch (RemoteNameException e) {
            throw new SyncRefused(Objects.requireNonNull(e.getMessage()));
        }
    }

    /**
     * A folder that was copied, or that was restored from a backup, is another one: what was agreed on about the old one
     * is forgotten, and both sides are kept.
     *
     * @param forget where the state is known: in the store, or in memory too
     */
    static void requireSame(String key, SqliteStore store, Consumer<Update> forget) {
        Optional<String> before = store.setting(KEY);
        if (before.isEmpty() || !before.get().equals(key)) {
            if (before.isPresent() && !Fingerprints.isSame(before.get(), key)) {
                forget.accept(Update.RESET);
            }
            store.set(KEY, key);
        }
    }

    boolean isPaused() {
        return Files.exists(own().resolve("paused"));
    }

    static void pause(Path root, boolean on) throws IOException {
        mark(root, "paused", on);
    }

    /** Notes what somebody is asked, so that an answer holds for that alone. */
    void ask(Set<String> vanished) throws IOException {
        Path asked = own().resolve(ASKED);
        if (vanished.isEmpty()) {
            Files.deleteIfExists(asked);
        } else {
            Files.write(asked, vanished);
        }
    }

    /** Answers whether anything was asked. */
    static boolean confirmDeletions(Path root) throws IOException {
        Path asked = own(root).resolve(ASKED);
        if (Files.notExists(asked)) {
            return false;
        }
        Files.move(asked, own(root).resolve(DELETIONS), StandardCopyOption.REPLACE_EXISTING);
        return true;
    }

    static void confirmDisk(Path root, String path) throws IOException {
        Files.write(own(root).resolve(DISKS), List.of(path), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    Confirmed confirmed() throws IOException {
        return new Confirmed(lines(DELETIONS), lines(DISKS));
    }

    private Set<String> lines(String name) throws IOException {
        Path file = own().resolve(name);
        return Files.exists(file) ? Set.copyOf(Files.readAllLines(file)) : Set.of();
    }

    void forgetConfirmation() throws IOException {
        Files.deleteIfExists(own().resolve(DELETIONS));
        Files.deleteIfExists(own().resolve(DISKS));
    }

    private static void mark(Path root, String name, boolean on) throws IOException {
        Path file = own(root).resolve(name);
        if (on) {
            Files.write(file, new byte[0]);
        } else {
            Files.deleteIfExists(file);
        }
    }

    @Override
    public void close() throws IOException {
        lock.release();
        lockFile.close();
    }
}
