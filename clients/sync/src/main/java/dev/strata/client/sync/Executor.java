package dev.strata.client.sync;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import dev.strata.client.sync.Action.AddVersion;
import dev.strata.client.sync.Action.Agree;
import dev.strata.client.sync.Action.Bind;
import dev.strata.client.sync.Action.CreateFile;
import dev.strata.client.sync.Action.CreateLocalFolder;
import dev.strata.client.sync.Action.CreateRemoteFolder;
import dev.strata.client.sync.Action.DeleteLocal;
import dev.strata.client.sync.Action.Download;
import dev.strata.client.sync.Action.Forget;
import dev.strata.client.sync.Action.MoveLocal;
import dev.strata.client.sync.Action.MoveRemote;
import dev.strata.client.sync.Action.TrashRemote;
import dev.strata.client.sync.RemoteDrive.Changes;
import dev.strata.client.sync.RemoteDrive.Created;
import dev.strata.client.sync.StateStore.Update;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Does what was planned. Each step is done only if things are as they were when it was planned, and noted when it is done.
 * If the process ends in between, both sides are the same already, which the next plan notes.
 */
final class Executor {
    /** So many folders are made at once. */
    private static final int FOLDERS_MAX = 200;

    private final Trees trees;
    private final SyncState state;
    private final LocalTree local;
    private final RemoteDrive drive;
    private final Problems problems;
    private final Transfers transfers;

    /** By folder, when a run begins: no plan moves anything into a folder that it trashes, or out of it. */
    private Map<String, List<String>> remoteChildren = Map.of();

    /** Of a run; null if it was not asked for. */
    private @Nullable Set<String> news;

    Executor(Trees trees, SyncState state, LocalTree local, RemoteDrive drive, Problems problems, Carriers carriers) {
        this.trees = trees;
        this.state = state;
        this.local = local;
        this.drive = drive;
        this.problems = problems;
        this.transfers = new Transfers(this, trees, local, drive, carriers);
    }

    /** Steps that are noted at once, at the end. */
    void together(Runnable steps) {
        state.together(steps);
    }

    /** Answers how many steps were done. */
    int run(List<Action> actions, Work work) throws IOException {
        List<Action> contents = new ArrayList<>();
        List<CreateRemoteFolder> folders = new ArrayList<>();
        List<CreateLocalFolder> here = new ArrayList<>();
        int done = 0;
        news = null;
        remoteChildren = trees.remote().values().stream()
                .collect(groupingBy(node -> node.place().parentId(), mapping(RemoteNode::id, toList())));
        for (Action action : actions) {
            if (isHindered(action)) {
                continue;
            }
            if (action instanceof Download || action instanceof CreateFile || action instanceof AddVersion) {
                contents.add(action);
            } else if (action instanceof CreateRemoteFolder folder) {
                folders.add(folder);
            } else if (action instanceof CreateLocalFolder folder) {
                here.add(folder);
            } else {
                done += noted(attempt(action, () -> step(action)), work);
            }
        }
        done += noted(createLocalFolders(here), work);
        for (int from = 0; from < folders.size(); from += FOLDERS_MAX) {
            List<CreateRemoteFolder> some = folders.subList(from, Math.min(folders.size(), from + FOLDERS_MAX));
            done += noted(createRemoteFolders(some), work);
        }
        return done + transfers.run(contents, work);
    }

    static int noted(int done, Work work) {
        work.done(done);
        return done;
    }

    /** Something that may turn out to be impossible. */
    interface Step {
        void run() throws IOException;
    }

    int attempt(Action action, Step step) throws IOException {
        try {
            step.run();
            return 1;
        } catch (OutdatedException e) {
            return 0;
        } catch (RefusedException e) {
            refused(action, e);
            return 0;
        } catch (ParkedException e) {
            problems.park(e.text());
            return 0;
        } catch (LocalException e) {
            problems.add(action, trees, e.code(), e.text());
            return 0;
        }
    }

    boolean isHindered(Action action) {
        return problems.hinder(action, trees);
    }

    void refused(Action action, RefusedException refused) {
        if (!refused.stale()) {
            problems.add(action, trees, refused.code(), refused.text());
        }
    }

    private void step(Action action) throws IOException {
        switch (action) {
            case Forget forget -> note(Update.of(List.of(), List.of(), List.of(forget.id())));
            case Agree agree -> note(Update.ofSynced(agree.node()));
            case Bind bind -> bind(bind);
            case MoveLocal move -> moveLocal(move);
            case MoveRemote move -> moveRemote(move);
            case DeleteLocal delete -> deleteLocal(delete);
            case TrashRemote trash -> trashRemote(trash);
            case CreateLocalFolder _, CreateRemoteFolder _, Download _, CreateFile _, AddVersion _ ->
                throw new IllegalStateException("not done alone: " + action);
        }
    }

    private void note(Update update) {
        state.apply(update);
        update.remote().forEach(node -> {
            if (node.gone()) {
                trees.remote().remove(node.id());
            } else {
                trees.remote().put(node.id(), node);
            }
        });
        update.remoteGone().forEach(trees.remote()::remove);
    }

    /** The place of this machine is the agreed one, so that the server's holds if it is another. */
    private void bind(Bind bind) {
        LocalNode node = trees.local().require(bind.id());
        RemoteNode known = remote(bind.remoteId());
        if (trees.local().contains(bind.remoteId())) {
            throw new OutdatedException("there already: " + bind.remoteId());
        }
        becomes(node, known, known.sha256(), List.of());
    }

    /** What is here is this node of the server from now on. */
    private void becomes(LocalNode node, RemoteNode remote, @Nullable String sha256, List<RemoteNode> told) {
        SyncedNode synced =
                new SyncedNode(remote.id(), node.place(), node.folder(), sha256, remote.version(), node.fingerprint());
        boolean renamed = !node.id().equals(remote.id());
        boolean known = renamed && trees.synced().containsKey(node.id());
        note(Update.of(told, List.of(synced), known ? List.of(node.id()) : List.of()));
        if (renamed) {
            trees.local().rekey(node.id(), remote.id());
        }
        trees.local().put(new LocalNode(remote.id(), node.place(), node.folder(), node.fingerprint(), sha256, false));
    }

    /** A file of this machine is on the server. */
    void uploaded(LocalNode node, RemoteNode answer) {
        if (!trees.remoteHas(answer.place().parentId())) {
            throw new OutdatedException("in a folder that the feed has not told of yet: " + answer);
        }
        SyncedNode before = trees.synced().get(node.id());
        if (before == null || !answer.id().equals(node.id())) {
            becomes(node, answer, answer.sha256(), List.of(answer));
            return;
        }
        SyncedNode synced =
                new SyncedNode(node.id(), before.place(), false, answer.sha256(), answer.version(), node.fingerprint());
        note(Update.of(List.of(answer), List.of(synced), List.of()));
        trees.local().put(new LocalNode(node.id(), node.place(), false, node.fingerprint(), answer.sha256(), false));
    }

    /**
     * Puts another file in place of the one that is there. By what it will be known is noted before, so that it is known
     * again if the process ends in between and somebody moves it.
     */
    <T> T announced(String id, Fingerprint incoming, Supplier<T> replacement) {
        SyncedNode before = trees.synced().get(id);
        if (before == null || !trees.local().contains(id)) {
            return replacement.get();
        }
        note(Update.ofSynced(before.known(incoming)));
        try {
            return replacement.get();
        } catch (OutdatedException | LocalException e) {
            note(Update.ofSynced(before));
            throw e;
        }
    }

    /** A file of the server is on this machine. */
    void downloaded(RemoteNode node, Fingerprint fingerprint) {
        LocalNode before = trees.local().get(node.id());
        SyncedNode agreed = trees.synced().get(node.id());
        Place place = before == null ? node.place() : before.place();
        Place agreedPlace = before == null || agreed == null ? place : agreed.place();
        note(Update.ofSynced(
                new SyncedNode(node.id(), agreedPlace, false, node.sha256(), node.version(), fingerprint)));
        trees.local().put(new LocalNode(node.id(), place, false, fingerprint, node.sha256(), false));
    }

    private void moveLocal(MoveLocal move) {
        LocalNode node = trees.local().require(move.id());
        String folder = move.to().parentId();
        if (!trees.local().isOpen(folder) || trees.local().isWithin(folder, move.id())) {
            throw new OutdatedException("cannot be moved there yet: " + move);
        }
        String from = trees.local().path(move.id());
        String to = trees.local().path(move.to());
        requireNotBlocked(to);
        requireFolder(folder);
        LocalException.unless(() -> local.move(from, node.fingerprint(), to));
        RemoteNode remote = trees.remote().get(move.id());
        SyncedNode synced = trees.synced().get(move.id());
        if (remote != null && synced != null && remote.place().equals(move.to())) {
            note(Update.ofSynced(synced.at(move.to())));
        }
        trees.local().put(node.at(move.to()));
    }

    private void moveRemote(MoveRemote move) throws IOException {
        RemoteNode node = remote(move.id());
        SyncedNode synced = trees.synced().get(move.id());
        String folder = move.to().parentId();
        if (synced == null || !trees.remoteHas(folder) || trees.isRemotelyWithin(folder, move.id())) {
            throw new OutdatedException("cannot be moved there yet: " + move);
        }
        requireAllowed(move.to());
        RemoteNode moved = drive.move(move.id(), node.version(), move.to());
        note(Update.of(List.of(moved), List.of(synced.at(moved.place())), List.of()));
    }

    private void deleteLocal(DeleteLocal delete) {
        LocalNode node = trees.local().require(delete.id());
        if (!trees.local().children(delete.id()).isEmpty()) {
            throw new OutdatedException("not empty: " + delete);
        }
        String path = trees.local().path(delete.id());
        LocalException.unless(() -> local.delete(path, node.fingerprint()));
        note(Update.of(List.of(), List.of(), List.of(delete.id())));
        trees.local().remove(delete.id());
    }

    private void trashRemote(TrashRemote trash) throws IOException {
        RemoteNode node = remote(trash.id());
        List<String> below = remotelyBelow(trash.id());
        if (node.folder() && news().stream().anyMatch(folder -> trees.isRemotelyWithin(folder, trash.id()))) {
            throw new OutdatedException("something has come into it meanwhile: " + trash);
        }
        long version = drive.trash(trash.id(), node.version());
        List<String> synced = new ArrayList<>(below);
        synced.add(trash.id());
        note(Update.of(List.of(node.trashed(version)), List.of(), synced));
        below.forEach(trees.remote()::remove);
    }

    /** The folders in which somebody has made or changed something since the feed was read last, which may be long ago. */
    private Set<String> news() throws IOException {
        Set<String> folders = news;
        if (folders == null) {
            folders = new HashSet<>();
            String cursor = state.cursor();
            boolean more = true;
            while (more) {
                Changes page = changes(cursor);
                page.nodes().stream()
                        .filter(this::isNews)
                        .map(node -> node.place().parentId())
                        .forEach(folders::add);
                more = page.hasMore();
                cursor = page.to();
            }
            news = folders;
        }
        return folders;
    }

    private Changes changes(@Nullable String cursor) throws IOException {
        try {
            return drive.changes(cursor);
        } catch (FeedResetException e) {
            throw new OutdatedException("the feed begins anew");
        }
    }

    private boolean isNews(RemoteNode node) {
        RemoteNode known = trees.remote().get(node.id());
        boolean same = known != null
                && known.version() >= node.version()
                && known.place().parentId().equals(node.place().parentId());
        return !node.gone() && !same;
    }

    private List<String> remotelyBelow(String folder) {
        List<String> below = new ArrayList<>(remoteChildren.getOrDefault(folder, List.of()));
        for (int i = 0; i < below.size(); i++) {
            below.addAll(remoteChildren.getOrDefault(below.get(i), List.of()));
        }
        below.removeIf(id -> !trees.isRemotelyWithin(id, folder));
        return below;
    }

    private int createLocalFolders(List<CreateLocalFolder> creations) throws IOException {
        Map<String, SyncedNode> made = new LinkedHashMap<>();
        for (CreateLocalFolder create : creations) {
            attempt(create, () -> {
                RemoteNode node = remote(create.id());
                String path = trees.local().path(node.place());
                requireNotBlocked(path);
                requireFolder(node.place().parentId());
                Fingerprint fingerprint = LocalException.unlessGet(() -> local.placeFolder(path));
                made.put(path, new SyncedNode(node.id(), node.place(), true, null, node.version(), fingerprint));
            });
        }
        int[] done = {0};
        if (!made.isEmpty()) {
            attempt(creations.getFirst(), () -> {
                LocalException.unless(() -> local.settle(made.keySet()));
                together(() -> made.values().forEach(this::made));
                done[0] = made.size();
            });
        }
        return done[0];
    }

    private void made(SyncedNode folder) {
        note(Update.ofSynced(folder));
        trees.local().put(new LocalNode(folder.id(), folder.place(), true, folder.fingerprint(), null, false));
    }

    private int createRemoteFolders(List<CreateRemoteFolder> creations) throws IOException {
        List<LocalNode> nodes = new ArrayList<>();
        for (CreateRemoteFolder create : creations) {
            attempt(create, () -> nodes.add(wanted(create)));
        }
        int[] done = {0};
        if (!nodes.isEmpty()) {
            attempt(creations.getFirst(), () -> {
                List<Created> answers =
                        drive.createFolders(nodes.stream().map(LocalNode::place).toList());
                together(() -> {
                    for (int i = 0; i < nodes.size(); i++) {
                        done[0] += made(nodes.get(i), answers.get(i));
                    }
                });
            });
        }
        return done[0];
    }

    private LocalNode wanted(CreateRemoteFolder create) {
        LocalNode node = trees.local().require(create.id());
        if (!trees.remoteHas(node.place().parentId())) {
            throw new OutdatedException("its folder has gone: " + create);
        }
        requireAllowed(node.place());
        return node;
    }

    private int made(LocalNode node, Created answer) {
        RefusedException refused = answer.refused();
        RemoteNode made = answer.node();
        if (refused != null) {
            refused(new CreateRemoteFolder(node.id()), refused);
        }
        if (made == null) {
            return 0;
        }
        becomes(node, made, null, List.of(made));
        return 1;
    }

    /** The one that was seen: what is put into another, or where its disk was, would seem to have been deleted later. */
    void requireFolder(String id) {
        if (!id.equals(trees.rootId())) {
            Fingerprint seen = trees.local().require(id).fingerprint();
            String path = trees.local().path(id);
            LocalException.unless(() -> {
                if (!seen.equals(local.fingerprint(path))) {
                    throw new OutdatedException("another folder by now: " + path);
                }
            });
        }
    }

    void requireNotBlocked(String path) {
        if (LocalException.unlessGet(() -> local.isBlocked(path))) {
            throw new RefusedException("blocked", "Something that is not kept in sync is in its place here.");
        }
    }

    static void requireAllowed(Place place) {
        if (!Names.allowed(place.name())) {
            throw new RefusedException("name-not-allowed", "The server cannot take this name.");
        }
    }

    private RemoteNode remote(String id) {
        RemoteNode node = trees.remote().get(id);
        if (node == null) {
            throw new OutdatedException("not on the server any more: " + id);
        }
        return node;
    }
}
