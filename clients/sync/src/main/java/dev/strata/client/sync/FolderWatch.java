package dev.strata.client.sync;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Rings when something changes in a folder or below it. It may miss something: scans find that later. */
final class FolderWatch implements AutoCloseable {
    private static final WatchEvent.Kind<?>[] KINDS = {
        StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_DELETE, StandardWatchEventKinds.ENTRY_MODIFY
    };

    private final WatchService service;
    private final Path own;
    private final Alarm alarm;

    /** Where they are now: a folder that is renamed keeps its key, and the key the name that it had. */
    private final Map<WatchKey, Path> folders = new ConcurrentHashMap<>();

    private FolderWatch(WatchService service, Path own, Alarm alarm) {
        this.service = service;
        this.own = own;
        this.alarm = alarm;
    }

    static FolderWatch start(Path root, Alarm alarm) throws IOException {
        FolderWatch watch =
                new FolderWatch(root.getFileSystem().newWatchService(), root.resolve(IgnoreRules.OWN_FOLDER), alarm);
        watch.register(root);
        Thread.ofPlatform().name("watch").daemon().start(watch::run);
        return watch;
    }

    private void register(Path folder) throws IOException {
        if (folder.equals(own) || !Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try {
            folders.put(folder.register(service, KINDS), folder);
            try (DirectoryStream<Path> children = Files.newDirectoryStream(folder)) {
                for (Path child : children) {
                    register(child);
                }
            }
        } catch (FileSystemException | DirectoryIteratorException e) {
            // It went away, cannot be read, or is one too many to watch.
        }
    }

    private void run() {
        try {
            while (true) {
                WatchKey key = service.take();
                heed(key);
                if (!key.reset()) {
                    folders.remove(key);
                }
                alarm.ring();
            }
        } catch (ClosedWatchServiceException e) {
            // Nobody wants to know any more.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void heed(WatchKey key) throws IOException {
        Path folder = folders.get(key);
        for (WatchEvent<?> event : key.pollEvents()) {
            if (folder != null) {
                // Some were too many to be told of if there is no name.
                register(event.context() instanceof Path name ? folder.resolve(name) : folder);
            }
        }
    }

    @Override
    public void close() throws IOException {
        service.close();
    }
}
