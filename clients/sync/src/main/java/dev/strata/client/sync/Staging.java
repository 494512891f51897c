package dev.strata.client.sync;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * Copies files to other disks, beside the places that they are for. The name of the copy is written down before it is
 * made, so that what a killed process left does not stay.
 */
final class Staging {
    private final Path root;
    private final Path staged;

    /** What earlier processes left on disks that are away. */
    private String unswept = "";

    Staging(Path root) throws IOException {
        this.root = root;
        this.staged = root.resolve(IgnoreRules.OWN_FOLDER).resolve("staged");
        sweep();
    }

    /** What cannot be removed now, because its disk is away, stays on the list. */
    private void sweep() throws IOException {
        if (Files.notExists(staged)) {
            return;
        }
        List<String> left = new ArrayList<>();
        for (String path : new String(Files.readAllBytes(staged), StandardCharsets.UTF_8).split("\n", -1)) {
            if (path.startsWith(IgnoreRules.STAGED, path.lastIndexOf('/') + 1) && !isSwept(path)) {
                left.add(path + "\n");
            }
        }
        unswept = String.join("", left);
        if (left.isEmpty()) {
            Files.delete(staged);
        } else {
            Files.writeString(staged, unswept);
        }
    }

    private boolean isSwept(String path) {
        try {
            Path file = root.resolve(path);
            return Files.deleteIfExists(file) || Files.isDirectory(Objects.requireNonNull(file.getParent()));
        } catch (IOException | InvalidPathException e) {
            return false;
        }
    }

    /** A copy on the disk of the target, beside it, so that nobody ever sees half a file there. */
    Path stage(Path file, Path target) throws IOException {
        Path near = target.resolveSibling(IgnoreRules.STAGED + UUID.randomUUID());
        Files.writeString(staged, unswept + root.relativize(near) + "\n");
        Files.copy(file, near, StandardCopyOption.COPY_ATTRIBUTES);
        Forced.file(near);
        return near;
    }
}
