package dev.strata.client.sync;

import dev.strata.client.sync.Action.AddVersion;
import dev.strata.client.sync.Action.CreateFile;
import dev.strata.client.sync.Action.Download;
import dev.strata.client.sync.RemoteDrive.Created;
import dev.strata.client.sync.RemoteDrive.NewFile;
import dev.strata.client.sync.RemoteDrive.Source;
import dev.strata.client.sync.RemoteDrive.Stored;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The steps that carry bytes: the bytes go several contents at a time, what follows goes one after the other. Small new
 * files go together, both ways.
 */
final class Transfers {
    private static final int WINDOW = 32;
    private static final int TOGETHER_MAX = 200;
    private static final long TOGETHER_BYTES_MAX = 8 << 20;
    private static final long SMALL_MAX = 1 << 20;

    private final Executor executor;
    private final Trees trees;
    private final LocalTree local;
    private final RemoteDrive drive;
    private final Carriers carriers;

    Transfers(Executor executor, Trees trees, LocalTree local, RemoteDrive drive, Carriers carriers) {
        this.executor = executor;
        this.trees = trees;
        this.local = local;
        this.drive = drive;
        this.carriers = carriers;
    }

    /** What is left to do when the bytes are there. Answers how many steps were done. */
    interface Finish {
        int run() throws IOException;
    }

    /**
     * A file as it was planned.
     *
     * @param like the server's node whose content it may be like; null if there is none
     */
    private record Outgoing(
            CreateFile action,
            LocalNode node,
            String path,
            @Nullable String like) {}

    private record Load(Action action, Callable<Finish> bytes) {}

    int run(List<Action> actions, Work work) throws IOException {
        List<Load> loads = new ArrayList<>();
        List<Outgoing> together = new ArrayList<>();
        List<RemoteNode> small = new ArrayList<>();
        for (Action action : actions) {
            switch (action) {
                case Download download
                when isSmallAndNew(download.id()) ->
                    small.add(Objects.requireNonNull(trees.remote().get(download.id())));
                case Download download -> download(download).ifPresent(loads::add);
                case AddVersion add -> loads.add(addVersion(add));
                case CreateFile create -> outgoing(create).ifPresent(together::add);
                default -> throw new IllegalStateException("no transfer: " + action);
            }
        }
        groups(together, file -> file.node().fingerprint().size())
                .forEach(group -> loads.add(new Load(group.getFirst().action(), () -> create(group))));
        Arrivals arrivals = new Arrivals(executor, trees, local, drive, node -> fetch(node, null));
        groups(small, RemoteNode::size)
                .forEach(group ->
                        loads.add(new Load(new Download(group.getFirst().id()), arrivals.load(group))));
        int done = 0;
        for (int from = 0; from < loads.size(); from += WINDOW) {
            done += window(loads.subList(from, Math.min(loads.size(), from + WINDOW)), work);
        }
        return done;
    }

    private Optional<Outgoing> outgoing(CreateFile create) {
        LocalNode node = trees.local().require(create.id());
        if (Names.allowed(node.place().name())) {
            return Optional.of(new Outgoing(
                    create,
                    node,
                    trees.local().path(create.id()),
                    original(node.fingerprint().size())));
        }
        executor.refused(create, new RefusedException("name-not-allowed", "The server cannot take this name."));
        return Optional.empty();
    }

    /** What a new file may be a copy of: a large one of the same size. */
    private @Nullable String original(long size) {
        return size <= SMALL_MAX
                ? null
                : trees.remote().values().stream()
                        .filter(node -> !node.folder() && node.size() == size)
                        .map(RemoteNode::id)
                        .findFirst()
                        .orElse(null);
    }

    private static <T> List<List<T>> groups(List<T> files, ToLongFunction<T> sizes) {
        List<List<T>> groups = new ArrayList<>();
        long bytes = Long.MAX_VALUE / 2;
        for (T file : files) {
            long size = sizes.applyAsLong(file);
            if (bytes + size > TOGETHER_BYTES_MAX || groups.getLast().size() == TOGETHER_MAX) {
                groups.add(new ArrayList<>());
                bytes = 0;
            }
            groups.getLast().add(file);
            bytes += size;
        }
        return groups;
    }

    private int window(List<Load> wanted, Work work) throws IOException {
        List<Load> loads = wanted.stream()
                .filter(load -> !executor.isHindered(load.action()))
                .toList();
        List<Future<Finish>> started =
                carriers.start(loads.stream().map(Load::bytes).toList());
        int done = 0;
        int next = 0;
        try {
            while (next < loads.size()) {
                int one = next++;
                done += Executor.noted(finish(loads.get(one).action(), started.get(one)), work);
            }
        } catch (IOException | RuntimeException e) {
            started.forEach(load -> load.cancel(true));
            finishWhatIsThere(loads.subList(next, loads.size()), started.subList(next, loads.size()), e);
            throw e;
        }
        return done;
    }

    /** What has come is not thrown away because something before it could not. */
    private void finishWhatIsThere(List<Load> loads, List<Future<Finish>> started, Exception cause) {
        for (int i = 0; i < loads.size(); i++) {
            if (started.get(i).state() == Future.State.SUCCESS) {
                try {
                    finish(loads.get(i).action(), started.get(i));
                } catch (IOException | RuntimeException e) {
                    cause.addSuppressed(e);
                }
            }
        }
    }

    private int finish(Action action, Future<Finish> load) throws IOException {
        int[] done = {0};
        executor.attempt(action, () -> done[0] = await(load).run());
        return done[0];
    }

    /** The answer of what was started, or what went wrong. */
    static <T> T await(Future<T> load) throws IOException {
        try {
            return load.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while bytes were on their way");
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case IOException cause -> throw cause;
                case RuntimeException cause -> throw cause;
                case Error cause -> throw cause;
                case null, default -> throw new IllegalStateException(e);
            }
        }
    }

    private boolean isSmallAndNew(String id) {
        RemoteNode node = trees.remote().get(id);
        return node != null && node.size() <= SMALL_MAX && !trees.local().contains(id);
    }

    private Optional<Load> download(Download download) {
        RemoteNode node = trees.remote().get(download.id());
        if (node == null) {
            return Optional.empty();
        }
        boolean here = trees.local().contains(node.id());
        String path = here ? trees.local().path(node.id()) : trees.local().path(node.place());
        return Optional.of(new Load(download, () -> {
            executor.requireNotBlocked(path);
            return fetch(node, here ? local.file(path) : null);
        }));
    }

    private Finish fetch(RemoteNode node, @Nullable Path old) throws IOException {
        Path temporary = LocalException.unlessGet(() -> local.temporary(node.size()));
        boolean ready = false;
        try {
            drive.fetch(node, temporary, old);
            Fingerprint incoming = LocalException.unlessGet(() -> local.prepare(temporary, node.modifiedAt()));
            ready = true;
            return () -> install(node, temporary, incoming);
        } finally {
            if (!ready) {
                LocalException.unless(() -> local.discard(temporary));
            }
        }
    }

    private int install(RemoteNode node, Path temporary, Fingerprint incoming) {
        try {
            LocalNode before = trees.local().get(node.id());
            Place place = before == null ? node.place() : before.place();
            String path = trees.local().path(place);
            executor.requireFolder(place.parentId());
            Fingerprint replaced = before == null ? null : before.fingerprint();
            Optional<Fingerprint> installed = executor.announced(
                    node.id(),
                    incoming,
                    () -> LocalException.unlessGet(() -> local.install(temporary, path, replaced)));
            executor.downloaded(node, installed.orElse(incoming));
            return 1;
        } finally {
            LocalException.unless(() -> local.discard(temporary));
        }
    }

    private Load addVersion(AddVersion add) {
        LocalNode node = trees.local().require(add.id());
        Outgoing file =
                new Outgoing(new CreateFile(add.id()), node, trees.local().path(add.id()), add.id());
        return new Load(add, () -> {
            Stored content = store(List.of(file)).getFirst().content();
            return () -> {
                if (!isUnchanged(file)) {
                    throw new OutdatedException("changed while it was uploaded: " + file.path());
                }
                executor.uploaded(node, drive.addVersion(add.id(), add.base(), content, modifiedAt(node)));
                return 1;
            };
        });
    }

    private record Ready(Outgoing file, Stored content) {}

    /** Files that are written to just now are left for later. */
    private List<Ready> store(List<Outgoing> files) throws IOException {
        List<Outgoing> quiet = files;
        while (true) {
            if (quiet.isEmpty()) {
                throw new OutdatedException("being written to");
            }
            try {
                List<Stored> stored = drive.store(quiet.stream()
                        .map(file -> new Source(local.file(file.path()), file.like()))
                        .toList());
                List<Ready> ready = new ArrayList<>();
                for (int i = 0; i < stored.size(); i++) {
                    ready.add(new Ready(quiet.get(i), stored.get(i)));
                }
                return ready;
            } catch (IOException e) {
                List<Outgoing> left = quiet.stream()
                        .filter(file -> isUnchanged(file) && !isOf(e, file))
                        .toList();
                if (left.size() == quiet.size()) {
                    throw e;
                }
                if (left.isEmpty() && e instanceof FileSystemException) {
                    throw LocalException.of(e);
                }
                quiet = left;
            }
        }
    }

    /** Whether this machine could not read that file. */
    private boolean isOf(IOException failure, Outgoing file) {
        return failure instanceof FileSystemException e
                && local.file(file.path()).toString().equals(e.getFile());
    }

    private Finish create(List<Outgoing> files) throws IOException {
        List<Ready> ready = store(files);
        return () -> {
            List<Ready> unchanged =
                    ready.stream().filter(file -> isUnchanged(file.file())).toList();
            List<Created> answers = drive.createFiles(unchanged.stream()
                    .map(file -> new NewFile(
                            file.file().node().place(),
                            file.content(),
                            modifiedAt(file.file().node())))
                    .toList());
            int[] done = {0};
            executor.together(() -> {
                for (int i = 0; i < answers.size(); i++) {
                    done[0] += created(unchanged.get(i).file(), answers.get(i));
                }
            });
            return done[0];
        };
    }

    private int created(Outgoing file, Created answer) {
        RefusedException refused = answer.refused();
        RemoteNode made = answer.node();
        if (refused != null) {
            executor.refused(file.action(), refused);
        }
        if (made == null) {
            return 0;
        }
        executor.uploaded(file.node(), made);
        return 1;
    }

    private boolean isUnchanged(Outgoing file) {
        return LocalException.unlessGet(() -> file.node().fingerprint().equals(local.fingerprint(file.path())));
    }

    private static Instant modifiedAt(LocalNode node) {
        long nanos = node.fingerprint().modifiedNanos();
        return Instant.ofEpochSecond(Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L));
    }
}
