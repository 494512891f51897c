package dev.strata.client;

import dev.strata.kernel.content.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * SHA-256 of files and streams, and its spelling in {@code Repr-Digest} (RFC 9530).
 *
 * <pre>{@code
 * String sha256 = Digests.ofFile(Path.of("a.bin"));
 * }</pre>
 */
public final class Digests {
    private static final int BUFFER_BYTES = 1 << 16;
    private static final Pattern FIELD = Pattern.compile("sha-256=:([A-Za-z0-9+/]{43}=):");

    private Digests() {}

    /** The digest of a file as 64 hex digits. */
    public static String ofFile(Path file) throws IOException {
        try (InputStream bytes = Files.newInputStream(file)) {
            return copy(bytes, OutputStream.nullOutputStream(), -1, Progress.NONE);
        }
    }

    /** That of bytes. */
    public static String of(byte[] bytes) {
        return HexFormat.of().formatHex(Sha256.digest().digest(bytes));
    }

    /** Copies to the end and answers the digest of what passed. */
    static String copy(InputStream from, OutputStream to, long total, Progress progress) throws IOException {
        MessageDigest digest = Sha256.digest();
        byte[] buffer = new byte[BUFFER_BYTES];
        long moved = 0;
        for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
            digest.update(buffer, 0, read);
            to.write(buffer, 0, read);
            moved += read;
            progress.moved(moved, total);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** The value of a {@code Repr-Digest} header. */
    static String field(String hex) {
        return "sha-256=:" + Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex)) + ":";
    }

    /** The digest in a {@code Repr-Digest} header, if it is one of SHA-256. */
    static Optional<String> hex(String field) {
        Matcher matcher = FIELD.matcher(field);
        return matcher.matches()
                ? Optional.of(HexFormat.of().formatHex(Base64.getDecoder().decode(matcher.group(1))))
                : Optional.empty();
    }
}
