package dev.strata.storage.session;

import dev.strata.kernel.content.ManifestEntry;
import dev.strata.kernel.content.Sha256;
import dev.strata.storage.download.ByteRange;
import dev.strata.storage.download.ContentReader;
import dev.strata.storage.download.ContentStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.springframework.stereotype.Component;

/** The SHA-256 of a whole upload: known already, or computed from what is stored. */
@Component
class ContentDigest {
    private final RunningDigests running;
    private final ContentReader contents;

    ContentDigest(RunningDigests running, ContentReader contents) {
        this.running = running;
        this.contents = contents;
    }

    String of(UploadSession session, List<ManifestEntry> content, WriterLease lease) throws IOException {
        MessageDigest digest = session.inParts() ? null : running.take(session.id(), session.received());
        return HexFormat.of().formatHex((digest == null ? read(session, content, lease) : digest).digest());
    }

    private MessageDigest read(UploadSession session, List<ManifestEntry> content, WriterLease lease)
            throws IOException {
        MessageDigest digest = Sha256.digest();
        List<ByteRange> whole = List.of(new ByteRange(0, session.received()));
        try (ContentStream stream = contents.open(content, whole)) {
            for (ContentStream.Piece piece = stream.next(); piece != null; piece = stream.next()) {
                digest.update(piece.buffer(), piece.offset(), piece.length());
                lease.keepAlive();
            }
        }
        return digest;
    }
}
