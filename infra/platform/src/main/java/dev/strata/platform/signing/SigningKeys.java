package dev.strata.platform.signing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Supplier;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * The keys directory: one file for each key, readable by its owner alone. Processes that must trust each other get the
 * same files.
 */
@Component
public class SigningKeys {
    private static final int SECRET_BYTES = 32;

    private final Path directory;
    private final boolean createMissing;

    public SigningKeys(
            @Value("${strata.keys-dir}") Path directory,
            @Value("${strata.keys.create-missing}") boolean createMissing) {
        this.directory = directory;
        this.createMissing = createMissing;
    }

    /** The shared secret {@code <name>.key}: 32 bytes in hex. */
    public SecretKey secret(String name) {
        String hex = read(name + ".key", SigningKeys::randomHex).strip();
        byte[] bytes = HexFormat.of().parseHex(hex);
        if (bytes.length != SECRET_BYTES) {
            throw new IllegalStateException(
                    "%s.key must hold %d bytes in hex, it holds %d".formatted(name, SECRET_BYTES, bytes.length));
        }
        return new SecretKeySpec(bytes, "HmacSHA256");
    }

    /** The text of a key file; made by {@code fresh} if there is none and this process may make keys. */
    public String read(String fileName, Supplier<String> fresh) {
        Path file = directory.resolve(fileName);
        try {
            if (!Files.exists(file)) {
                if (!createMissing) {
                    throw new IllegalStateException(
                            "the key file %s is missing: copy it from where it was made, or set strata.keys.create-missing"
                                    .formatted(file));
                }
                write(file, fresh.get());
            }
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the key file " + file, e);
        }
    }

    /** Makes the key file unless it is there or this process may not make keys. */
    public void makeIfMissing(String fileName, Supplier<String> fresh) {
        if (createMissing) {
            read(fileName, fresh);
        }
    }

    /** The text of a key file, if there is one. */
    public Optional<String> find(String fileName) {
        Path file = directory.resolve(fileName);
        try {
            return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the key file " + file, e);
        }
    }

    private static String randomHex() {
        byte[] bytes = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private void write(Path file, String text) throws IOException {
        Files.createDirectories(directory);
        Path temporary = Files.createTempFile(
                directory,
                file.getFileName().toString(),
                ".new",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(temporary, text);
        try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        try {
            Files.createLink(file, temporary);
        } catch (FileAlreadyExistsException _) {
            return; // Another process was first; its key counts.
        } finally {
            Files.delete(temporary);
        }
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
