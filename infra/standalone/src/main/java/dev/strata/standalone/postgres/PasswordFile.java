package dev.strata.standalone.postgres;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;

/** Keeps the password of the database, which nobody has to know. */
record PasswordFile(Path path) {
    private static final int ENTROPY_BYTES = 32;

    static PasswordFile in(Path keys) {
        return new PasswordFile(keys.resolve("postgres.password"));
    }

    boolean isMissing() {
        return Files.notExists(path);
    }

    String read() throws IOException {
        return Files.readString(path).strip();
    }

    /** Writes a random password; the file appears whole or not at all, and is its owner's from the first byte on. */
    void create() throws IOException {
        byte[] random = new byte[ENTROPY_BYTES];
        new SecureRandom().nextBytes(random);
        String password = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        Path temporary = path.resolveSibling(path.getFileName() + ".new");
        Files.deleteIfExists(temporary);
        try (FileChannel file = FileChannel.open(
                temporary,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            file.write(ByteBuffer.wrap((password + "\n").getBytes(StandardCharsets.US_ASCII)));
            file.force(true);
        }
        Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE);
        Trees.sync(path.resolveSibling(""));
    }
}
