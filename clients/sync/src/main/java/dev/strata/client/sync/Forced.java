package dev.strata.client.sync;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Has the disk itself hold files and folders, so that a loss of power takes nothing back. */
final class Forced {
    private static final int AT_ONCE = 32;

    private Forced() {}

    /** Many at once: the disk writes those together that it is asked for at the same time. */
    static void all(List<Path> files) throws IOException {
        try (ExecutorService threads = Executors.newFixedThreadPool(Math.clamp(files.size(), 1, AT_ONCE))) {
            List<Future<?>> forced = new ArrayList<>();
            for (Path file : files) {
                forced.add(threads.submit(() -> {
                    file(file);
                    return true;
                }));
            }
            for (Future<?> each : forced) {
                Transfers.await(each);
            }
        }
    }

    static void folderOf(Path file) throws IOException {
        Path folder = file.getParent();
        if (folder != null) {
            file(folder);
        }
    }

    static void file(Path file) throws IOException {
        boolean folder = Files.isDirectory(file);
        try (FileChannel channel =
                FileChannel.open(file, folder ? StandardOpenOption.READ : StandardOpenOption.WRITE)) {
            channel.force(true);
        } catch (IOException e) {
            if (!folder) {
                throw e; // Some systems cannot open folders, and need not.
            }
        }
    }
}
