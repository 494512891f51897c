package dev.strata.client.sync;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The folder of this machine. Paths are relative, with slashes. What changes something first looks whether what is there
 * is what the caller expects, and throws {@link OutdatedException} without a change if it is not. Once a call has
 * returned its change survives a loss of power, unless it says otherwise.
 */
interface LocalTree {
    Scan scan() throws IOException;

    /** Null if there is no file or folder. */
    @Nullable
    Fingerprint fingerprint(String path) throws IOException;

    /** Whether something that is not kept in sync is there, so that nothing else can be. */
    boolean isBlocked(String path) throws IOException;

    /** Where the bytes of a file are. */
    Path file(String path);

    /**
     * A new, empty file beside the tree, which no scan shows.
     *
     * @param size what it will hold, in bytes
     * @throws NoRoomException if there is no room for it
     */
    Path temporary(long size) throws IOException;

    /** Makes a temporary file ready, and answers by what it will be known in the tree. */
    Fingerprint prepare(Path temporary, @Nullable Instant modifiedAt) throws IOException;

    /** Makes many ready, in their order. */
    List<Fingerprint> prepare(List<Fresh> files) throws IOException;

    /** A temporary file, and when its content was changed last. */
    record Fresh(Path temporary, @Nullable Instant modifiedAt) {}

    /**
     * Puts a temporary file that is ready where nothing is. It may be lost with the power until {@link #settle}. Answers by
     * what it is known there, if that is not what it was made ready as: on another disk it is another file.
     */
    Optional<Fingerprint> place(Path temporary, String path) throws IOException;

    /** Makes a new folder. It may be lost with the power until {@link #settle}. */
    Fingerprint placeFolder(String path) throws IOException;

    /** Has what was placed survive a loss of power. */
    void settle(Collection<String> paths) throws IOException;

    /**
     * Puts a temporary file that is ready into the tree. Answers as {@link #place}.
     *
     * @param replaced what is there; null if nothing is
     */
    Optional<Fingerprint> install(Path temporary, String path, @Nullable Fingerprint replaced) throws IOException;

    void discard(Path temporary) throws IOException;

    /** Nothing may be at the target, except the thing itself under a name of another case. */
    void move(String from, Fingerprint expected, String to) throws IOException;

    /** A folder only if it is empty. */
    void delete(String path, Fingerprint expected) throws IOException;
}
