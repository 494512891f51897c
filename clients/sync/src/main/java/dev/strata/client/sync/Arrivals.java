package dev.strata.client.sync;

import dev.strata.client.sync.Action.Download;
import dev.strata.client.sync.LocalTree.Fresh;
import dev.strata.client.sync.RemoteDrive.Incoming;
import dev.strata.client.sync.Transfers.Finish;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * Small files that this machine does not have: they are fetched together, forced together, and noted together when all of
 * them are durable. Those with which that does not work are fetched alone, which tells why.
 */
final class Arrivals {
    private final Executor executor;
    private final Trees trees;
    private final LocalTree local;
    private final RemoteDrive drive;
    private final Alone alone;

    Arrivals(Executor executor, Trees trees, LocalTree local, RemoteDrive drive, Alone alone) {
        this.executor = executor;
        this.trees = trees;
        this.local = local;
        this.drive = drive;
        this.alone = alone;
    }

    /** How one is fetched. */
    interface Alone {
        Finish fetch(RemoteNode file) throws IOException;
    }

    /** A file whose content is here, durable, beside the tree. */
    private record Arrived(RemoteNode node, Path temporary, Fingerprint incoming) {
        Arrived at(Fingerprint placed) {
            return new Arrived(node, temporary, placed);
        }
    }

    Callable<Finish> load(List<RemoteNode> files) {
        Map<RemoteNode, String> paths = new LinkedHashMap<>();
        files.forEach(node -> paths.put(node, trees.local().path(node.place())));
        return () -> {
            List<Arrived> arrived = fetch(paths);
            List<RemoteNode> others = new ArrayList<>(files);
            others.removeAll(arrived.stream().map(Arrived::node).toList());
            return () -> install(arrived) + fetchAlone(others);
        };
    }

    private List<Arrived> fetch(Map<RemoteNode, String> files) throws IOException {
        List<Incoming> wanted = new ArrayList<>();
        List<Arrived> arrived = new ArrayList<>();
        try {
            for (Map.Entry<RemoteNode, String> file : files.entrySet()) {
                if (!LocalException.unlessGet(() -> local.isBlocked(file.getValue()))) {
                    long size = file.getKey().size();
                    wanted.add(new Incoming(file.getKey(), LocalException.unlessGet(() -> local.temporary(size))));
                }
            }
            List<Incoming> come = wanted.isEmpty() ? List.of() : drive.fetchTogether(wanted);
            List<Fingerprint> prepared = LocalException.unlessGet(() -> local.prepare(come.stream()
                    .map(file -> new Fresh(file.target(), file.file().modifiedAt()))
                    .toList()));
            for (int i = 0; i < come.size(); i++) {
                arrived.add(new Arrived(come.get(i).file(), come.get(i).target(), prepared.get(i)));
            }
        } catch (LocalException e) {
            // One of them alone may be possible, and if not, it is said of that one.
        } finally {
            List<Path> kept = arrived.stream().map(Arrived::temporary).toList();
            for (Incoming file : wanted) {
                if (!kept.contains(file.target())) {
                    LocalException.unless(() -> local.discard(file.target()));
                }
            }
        }
        return arrived;
    }

    private int install(List<Arrived> files) throws IOException {
        Map<Arrived, String> placed = new LinkedHashMap<>();
        try {
            for (Arrived file : files) {
                executor.attempt(new Download(file.node().id()), () -> place(file, placed));
            }
            LocalException.unless(() -> local.settle(placed.values()));
            executor.together(() -> placed.keySet().forEach(file -> executor.downloaded(file.node(), file.incoming())));
            return placed.size();
        } finally {
            for (Arrived file : files) {
                LocalException.unless(() -> local.discard(file.temporary()));
            }
        }
    }

    private void place(Arrived file, Map<Arrived, String> placed) {
        if (trees.local().contains(file.node().id())) {
            throw new OutdatedException("here by now: " + file.node());
        }
        String path = trees.local().path(file.node().place());
        executor.requireFolder(file.node().place().parentId());
        Optional<Fingerprint> there = LocalException.unlessGet(() -> local.place(file.temporary(), path));
        placed.put(file.at(there.orElse(file.incoming())), path);
    }

    private int fetchAlone(List<RemoteNode> files) throws IOException {
        int[] done = {0};
        for (RemoteNode file : files) {
            executor.attempt(new Download(file.id()), () -> {
                executor.requireNotBlocked(trees.local().path(file.place()));
                done[0] += alone.fetch(file).run();
            });
        }
        return done[0];
    }
}
