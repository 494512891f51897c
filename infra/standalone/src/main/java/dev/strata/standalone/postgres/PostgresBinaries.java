package dev.strata.standalone.postgres;

import dev.strata.standalone.home.StartRefused;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/** The PostgreSQL programs for this platform, which travel as an archive on the class path. */
final class PostgresBinaries {
    private static final String COMPLETE = "complete";

    private PostgresBinaries() {}

    /** The folder of the unpacked programs; unpacks them unless an earlier start already has. */
    static Path unpack(Path cache, Runnable whenUnpacking) throws IOException {
        String resource = "/postgres-%s-%s.txz".formatted(system(), architecture());
        Path target = cache.resolve("postgres-" + digest(resource));
        if (Files.notExists(target.resolve(COMPLETE))) {
            whenUnpacking.run();
            Trees.delete(target);
            try (InputStream archive = open(resource)) {
                TarXz.unpack(archive, target);
            }
            Files.createFile(target.resolve(COMPLETE));
            Trees.sync(target);
        }
        return target;
    }

    private static String system() {
        String name = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        return name.startsWith("mac") ? "darwin" : name;
    }

    private static String architecture() {
        return switch (System.getProperty("os.arch", "")) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64", "arm64" -> "arm_64";
            case String other -> other;
        };
    }

    private static InputStream open(String resource) {
        InputStream archive = PostgresBinaries.class.getResourceAsStream(resource);
        if (archive == null) {
            throw new StartRefused(
                    "this Strata carries no PostgreSQL for %s on %s: build it on this machine, or on one of its kind (Linux and macOS, x86-64 and ARM64)"
                            .formatted(System.getProperty("os.name"), System.getProperty("os.arch")));
        }
        return archive;
    }

    private static String digest(String resource) throws IOException {
        try (DigestInputStream archive = new DigestInputStream(open(resource), MessageDigest.getInstance("SHA-256"))) {
            archive.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(archive.getMessageDigest().digest(), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
