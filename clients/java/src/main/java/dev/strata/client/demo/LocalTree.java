package dev.strata.client.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The files and folders under a local folder, by their paths in the drive. Links are not followed. */
record LocalTree(Map<String, Path> files, Set<String> folders, long bytes) {
    private static final long VERSION_BYTES_MAX = 1_000_000_000;

    static LocalTree of(Path root) throws IOException {
        Map<String, Path> files = new TreeMap<>();
        Set<String> folders = new TreeSet<>();
        long bytes = 0;
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : paths.filter(path -> !path.equals(root)).toList()) {
                if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                    folders.add(remote(root, path));
                } else if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
                    files.put(remote(root, path), path);
                    bytes += Files.size(path);
                }
            }
        }
        StepFailed.unless(!files.isEmpty(), "at least one file in " + root, "none");
        return new LocalTree(files, folders, bytes);
    }

    private static String remote(Path root, Path path) {
        StringBuilder remote = new StringBuilder();
        root.relativize(path).forEach(name -> remote.append('/').append(name));
        return remote.toString();
    }

    /** The path of the file that is changed, renamed, moved and shared: the largest that is not a burden to send again. */
    String chosen() {
        List<String> bySize =
                files.keySet().stream().sorted(Comparator.comparing(this::size)).toList();
        return bySize.reversed().stream()
                .filter(path -> size(path) <= VERSION_BYTES_MAX)
                .findFirst()
                .orElse(bySize.getFirst());
    }

    private long size(String path) {
        return file(path).toFile().length();
    }

    /** The local file of a path in the drive. */
    Path file(String path) {
        return Objects.requireNonNull(files.get(path));
    }

    /** The names directly in a folder; the root's path is empty. */
    Set<String> namesIn(String folder) {
        return Stream.concat(files.keySet().stream(), folders.stream())
                .filter(path -> parentOf(path).equals(folder))
                .map(LocalTree::nameOf)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    static String parentOf(String path) {
        return path.substring(0, path.lastIndexOf('/'));
    }

    static String nameOf(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
