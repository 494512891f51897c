package dev.strata.client.sync;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The drive of the server. Changes throw {@link RefusedException} if it says no, {@link ParkedException} if it takes none
 * of this device, and {@link IOException} if nobody knows what became of them: then the feed tells.
 */
interface RemoteDrive {
    /**
     * What changed since.
     *
     * @param cursor null for everything there is
     * @throws FeedResetException if it must be read from the beginning
     */
    Changes changes(@Nullable String cursor) throws IOException;

    /** A part of the feed. */
    record Changes(String to, boolean hasMore, List<RemoteNode> nodes) {}

    /** Sends what is in the files, and answers what makes each the content of a node. */
    List<Stored> store(List<Source> files) throws IOException;

    /**
     * A file of this machine.
     *
     * @param like the node that has another version of it, or of which it may be a copy; null if there is none
     */
    record Source(Path file, @Nullable String like) {}

    /** A content that the server has. */
    record Stored(String receipt) {}

    /**
     * Writes the newest content of a node.
     *
     * @param old what this machine has of an earlier one; null if it has nothing
     */
    void fetch(RemoteNode file, Path target, @Nullable Path old) throws IOException;

    /**
     * Writes the newest contents of small files, which this machine has nothing of, all at once. Answers which of them
     * came; the others are to be fetched alone.
     */
    List<Incoming> fetchTogether(List<Incoming> files) throws IOException;

    /** A file of the server, and where its content goes. */
    record Incoming(RemoteNode file, Path target) {}

    /** Answers each folder for itself. */
    List<Created> createFolders(List<Place> places) throws IOException;

    /** Answers each file for itself. */
    List<Created> createFiles(List<NewFile> files) throws IOException;

    /** A file that the server does not have. */
    record NewFile(Place place, Stored content, Instant modifiedAt) {}

    /** What became of a file or folder: one of the two is null. */
    record Created(@Nullable RemoteNode node, @Nullable RefusedException refused) {}

    /** The node, or the new one beside it that holds the content, if the node has a newer one than that of the base. */
    RemoteNode addVersion(String id, long base, Stored content, Instant modifiedAt) throws IOException;

    RemoteNode move(String id, long version, Place to) throws IOException;

    /** Answers the version that it has in the trash. */
    long trash(String id, long version) throws IOException;

    /** Whether it takes no changes of this device as far as it knows, which may be a little less than it did a moment ago. */
    boolean isParked() throws IOException;
}
