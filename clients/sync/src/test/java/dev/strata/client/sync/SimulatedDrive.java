package dev.strata.client.sync;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The way of one device to the server; requests and answers get lost on it. */
final class SimulatedDrive implements RemoteDrive {
    private final SimulatedServer server;
    private final SimulatedDisk disk;
    private final String whose;
    Chaos chaos = Chaos.NONE;
    int creations;

    /** What each content that was sent may be like. */
    final List<@Nullable String> likes = new ArrayList<>();

    /** Whether the server takes no changes of this device. */
    boolean parked;

    /** How often it has said so. */
    int refusals;

    SimulatedDrive(SimulatedServer server, SimulatedDisk disk, String whose) {
        this.server = server;
        this.disk = disk;
        this.whose = whose;
    }

    /** A request that the server answers. */
    private interface Call<T> {
        T run() throws IOException;
    }

    private <T> T call(Call<T> call) throws IOException {
        chaos.meanwhile();
        chaos.cut();
        T answer = call.run();
        chaos.cut();
        chaos.crash();
        chaos.meanwhile();
        return answer;
    }

    private <T> T change(Call<T> change) throws IOException {
        return call(() -> {
            if (parked) {
                refusals++;
                throw new ParkedException("parked");
            }
            return change.run();
        });
    }

    @Override
    public boolean isParked() throws IOException {
        return call(() -> parked);
    }

    @Override
    public Changes changes(@Nullable String cursor) throws IOException {
        return call(() -> server.changes(cursor));
    }

    @Override
    public List<Stored> store(List<Source> files) throws IOException {
        return call(() -> {
            List<Stored> stored = new ArrayList<>();
            for (Source source : files) {
                stored.add(new Stored(disk.read(source.file())));
                likes.add(source.like());
            }
            return stored;
        });
    }

    @Override
    public void fetch(RemoteNode file, Path target, @Nullable Path old) throws IOException {
        SimulatedServer.Node node = call(() -> server.node(file.id()));
        if (node == null || node.contents().size() < file.contentVersion()) {
            throw new OutdatedException("no such version: " + file);
        }
        String content = node.contents().get(file.contentVersion() - 1);
        if (!content.equals(file.sha256())) {
            throw new OutdatedException("another content: " + file);
        }
        disk.receive(target, content);
    }

    @Override
    public List<Incoming> fetchTogether(List<Incoming> files) throws IOException {
        List<Incoming> come = new ArrayList<>();
        for (Incoming file : call(() -> files)) {
            try {
                fetch(file.file(), file.target(), null);
                come.add(file);
            } catch (OutdatedException | IOException e) {
                // It does not come this way.
            }
        }
        return come;
    }

    @Override
    public List<Created> createFolders(List<Place> places) throws IOException {
        creations++;
        return change(() -> places.stream()
                .map(place -> created(() -> server.createFolder(place.parentId(), place.name())))
                .toList());
    }

    @Override
    public List<Created> createFiles(List<NewFile> files) throws IOException {
        creations++;
        return change(() -> files.stream()
                .map(file -> created(() -> server.createFile(
                        file.place().parentId(),
                        file.place().name(),
                        file.content().receipt())))
                .toList());
    }

    private static Created created(Supplier<SimulatedServer.Node> creation) {
        try {
            return new Created(creation.get().shown(), null);
        } catch (RefusedException e) {
            return new Created(null, e);
        }
    }

    @Override
    public RemoteNode addVersion(String id, long base, Stored content, Instant modifiedAt) throws IOException {
        return change(
                () -> server.addVersion(id, base, content.receipt(), whose).shown());
    }

    @Override
    public RemoteNode move(String id, long version, Place to) throws IOException {
        return change(() -> server.move(id, version, to).shown());
    }

    @Override
    public long trash(String id, long version) throws IOException {
        return change(() -> server.trash(id, version));
    }
}
