package dev.strata.standalone.home;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folder that holds everything a standalone Strata knows, readable by its owner only.
 *
 * <p>While it is open no other process can open it; the system gives it free when the process ends, however it ends.
 */
public final class DataDirectory implements AutoCloseable {
    static final long FREE_BYTES_MIN = 256L * 1024 * 1024;

    private static final List<String> FOLDERS = List.of("chunks", "keys", "logs", "cache");

    private final Path root;
    private final HomeLock lock;

    private DataDirectory(Path root, HomeLock lock) {
        this.root = root;
        this.lock = lock;
    }

    /**
     * Creates what is missing and takes the folder for this process.
     *
     * @throws StartRefused when it cannot be written, is nearly full, or another process has it
     */
    public static DataDirectory open(Path home) {
        try {
            demandOurs(home);
            Path root = ownersOnly(home.toAbsolutePath()).toRealPath();
            HomeLock lock = HomeLock.take(root);
            for (String folder : FOLDERS) {
                ownersOnly(root.resolve(folder));
            }
            demandSpace(root, FREE_BYTES_MIN);
            return new DataDirectory(root, lock);
        } catch (AccessDeniedException e) {
            throw new StartRefused(
                    "cannot write to the data directory %s: give this user write access to it, or choose another with --home or STRATA_HOME"
                            .formatted(home),
                    e);
        } catch (FileAlreadyExistsException e) {
            throw new StartRefused(
                    "the data directory %s is not a folder: choose another with --home or STRATA_HOME".formatted(home),
                    e);
        } catch (IOException e) {
            throw new StartRefused(
                    "cannot use the data directory %s (%s): mend that, or choose another with --home or STRATA_HOME"
                            .formatted(home, e),
                    e);
        }
    }

    /** Somebody's own folder, given by mistake, must not become unreadable to others nor fill up with chunks. */
    private static void demandOurs(Path home) throws IOException {
        if (Files.isDirectory(home) && Files.notExists(HomeLock.file(home))) {
            try (Stream<Path> content = Files.list(home)) {
                if (content.findAny().isPresent()) {
                    throw new StartRefused(
                            "%s is not empty and holds no Strata data: choose an empty or a new folder with --home or STRATA_HOME"
                                    .formatted(home));
                }
            }
        }
    }

    private static Path ownersOnly(Path folder) throws IOException {
        Files.createDirectories(folder);
        return Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }

    static void demandSpace(Path root, long bytesMin) throws IOException {
        long free = Files.getFileStore(root).getUsableSpace();
        if (free < bytesMin) {
            throw new StartRefused(
                    "the disk of the data directory %s is nearly full (%d MB free): free at least %d MB, or choose another disk with --home or STRATA_HOME"
                            .formatted(root, free >> 20, bytesMin >> 20));
        }
    }

    public Path root() {
        return root;
    }

    /** The database cluster. Not created here: it appears whole, when PostgreSQL has initialised it. */
    public Path postgres() {
        return root.resolve("postgres");
    }

    public Path chunks() {
        return root.resolve("chunks");
    }

    public Path keys() {
        return root.resolve("keys");
    }

    public Path logs() {
        return root.resolve("logs");
    }

    /** The mails that nobody sends, because no mail server is named. It appears with the first one. */
    public Path mail() {
        return root.resolve("mail");
    }

    /** What can be made again at any time; whoever is short of space may delete it while Strata is stopped. */
    public Path cache() {
        return root.resolve("cache");
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
