package dev.strata.client;

import dev.strata.kernel.content.ChunkId;
import dev.strata.kernel.content.ContentSignature;
import dev.strata.kernel.content.ManifestEntry;
import dev.strata.kernel.content.Profile;
import dev.strata.kernel.content.Sha256;
import dev.strata.kernel.content.Splitter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A file and where it is cut. */
record CutFile(Path path, Profile profile, long size, String sha256, List<ManifestEntry> chunks) {
    private static final int BUFFER_BYTES = 4 << 20;

    /** @param kept the profile of the file's version before; null if there is none, or nobody knows */
    @SuppressWarnings("MissingSummary") // the record says it
    static CutFile of(Path path, @Nullable Profile kept) throws IOException {
        Profile profile = kept == null ? choose(path) : kept;
        Splitter splitter = profile.splitter();
        MessageDigest whole = Sha256.digest();
        List<ManifestEntry> chunks = new ArrayList<>();
        try (InputStream in = Files.newInputStream(path)) {
            byte[] buffer = in.readNBytes(BUFFER_BYTES); // of a small file, a small one
            int known = buffer.length;
            while (known > 0) {
                int place = 0;
                int length = splitter.cut(buffer, place, known, known < BUFFER_BYTES);
                while (length > 0) {
                    whole.update(buffer, place, length);
                    chunks.add(new ManifestEntry(ChunkId.ofBytes(buffer, place, length), length));
                    place += length;
                    length = splitter.cut(buffer, place, known, known < BUFFER_BYTES);
                }
                System.arraycopy(buffer, place, buffer, 0, known - place);
                known -= place;
                known += in.readNBytes(buffer, known, buffer.length - known);
            }
        }
        long size = chunks.stream().mapToLong(ManifestEntry::length).sum();
        return new CutFile(path, profile, size, HexFormat.of().formatHex(whole.digest()), List.copyOf(chunks));
    }

    private static Profile choose(Path path) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            return Profile.choose(null, null, Files.size(path), in.readNBytes(ContentSignature.HEAD_BYTES));
        }
    }
}
