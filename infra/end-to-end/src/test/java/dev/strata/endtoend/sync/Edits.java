package dev.strata.endtoend.sync;

import dev.strata.endtoend.http.Bytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** What users do in folders, at random; keeps in mind what they must find again. */
final class Edits {
    private static final List<String> NAMES = List.of("a", "b.txt", "C.txt", "d", "\u00e9.md", "long name.tar");

    private final Random random;

    /** What was written and not overwritten or deleted by anybody, by digest. */
    private final Set<String> alive = new HashSet<>();

    private int written;

    Edits(Random random) {
        this.random = random;
    }

    Set<String> alive() {
        return Set.copyOf(alive);
    }

    int written() {
        return written;
    }

    /** Something that a user does; not at all if an agent was faster. */
    void edit(SyncedFolder folder) throws IOException {
        try {
            List<Path> files = folder.files();
            List<Path> folders = folder.folders();
            Path in = folders.isEmpty() || random.nextInt(3) == 0 ? folder.root() : pick(folders);
            Path target = in.resolve(pick(NAMES));
            if (files.isEmpty()) {
                create(target);
                return;
            }
            Path file = pick(files);
            switch (random.nextInt(10)) {
                case 0, 1, 2 -> create(target);
                case 3 -> Files.createDirectory(target);
                case 4, 5 -> overwrite(file);
                case 6 -> saveAnew(file);
                case 7 -> Files.move(file, target);
                case 8 -> moveFolder(folders, target);
                default -> delete(file);
            }
        } catch (NoSuchFileException | FileAlreadyExistsException e) {
            // It was moved or made a moment ago.
        }
    }

    /** A file of a name that no other has, in the folder itself; answers that name. */
    String letter(SyncedFolder folder) throws IOException {
        String name = "letter-" + written;
        create(folder.root().resolve(name));
        return name;
    }

    private byte[] content() {
        byte[] bytes = random.nextInt(15) == 0
                ? Bytes.random(written, 1_500_000)
                : ("content " + written).getBytes(StandardCharsets.UTF_8);
        written++;
        return bytes;
    }

    private void create(Path file) throws IOException {
        byte[] content = content();
        Files.write(file, content, StandardOpenOption.CREATE_NEW);
        alive.add(Bytes.sha256(content));
    }

    private void overwrite(Path file) throws IOException {
        byte[] content = content();
        destroy(file);
        Files.write(file, content, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
        alive.add(Bytes.sha256(content));
    }

    /** As editors do. */
    private void saveAnew(Path file) throws IOException {
        byte[] content = content();
        destroy(file);
        Path beside = file.resolveSibling(file.getFileName() + "~");
        Files.write(beside, content);
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
        alive.add(Bytes.sha256(content));
    }

    private void delete(Path file) throws IOException {
        destroy(file);
        Files.delete(file);
    }

    private void destroy(Path file) throws IOException {
        alive.remove(Bytes.sha256(Files.readAllBytes(file)));
    }

    private void moveFolder(List<Path> folders, Path target) throws IOException {
        if (!folders.isEmpty()) {
            Path from = pick(folders);
            if (!target.startsWith(from) && Files.notExists(target)) {
                Files.move(from, target);
            }
        }
    }

    private <T> T pick(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
