package dev.strata.storage.session;

import dev.strata.kernel.content.ManifestEntry;
import dev.strata.storage.download.ByteRange;
import dev.strata.storage.download.ContentReader;
import dev.strata.storage.download.ContentStream;
import dev.strata.storage.manifest.ChunkSequence;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The SHA-256 of an upload whose chunks are gone through in order. */
final class ContentDigest {
    private final MessageDigest digest;
    private final @Nullable ContentReader contents;
    private final WriterLease lease;

    /**
     * Begins before the first chunk.
     *
     * @param contents where to read the chunks; null if the digest is that of the whole content already
     */
    ContentDigest(MessageDigest digest, @Nullable ContentReader contents, WriterLease lease) {
        this.digest = digest;
        this.contents = contents;
        this.lease = lease;
    }

    /** These chunks come next. */
    void add(List<ManifestEntry> entries) throws IOException {
        if (contents == null) {
            return;
        }
        long bytes = entries.stream().mapToLong(ManifestEntry::length).sum();
        try (ContentStream stream = contents.open(ChunkSequence.of(entries), List.of(new ByteRange(0, bytes)))) {
            for (ContentStream.Piece piece = stream.next(); piece != null; piece = stream.next()) {
                digest.update(piece.buffer(), piece.offset(), piece.length());
                lease.keepAlive();
            }
        }
    }

    String sha256() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
