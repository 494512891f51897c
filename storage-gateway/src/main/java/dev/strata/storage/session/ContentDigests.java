package dev.strata.storage.session;

import dev.strata.kernel.content.Sha256;
import dev.strata.storage.download.ContentReader;
import java.security.MessageDigest;
import org.springframework.stereotype.Component;

/** The SHA-256 of whole uploads: known already, or computed from what is stored. */
@Component
class ContentDigests {
    private final RunningDigests running;
    private final ContentReader contents;

    ContentDigests(RunningDigests running, ContentReader contents) {
        this.running = running;
        this.contents = contents;
    }

    ContentDigest of(UploadSession session, WriterLease lease) {
        MessageDigest known = session.inParts() ? null : running.take(session.id(), session.received());
        return known == null
                ? new ContentDigest(Sha256.digest(), contents, lease)
                : new ContentDigest(known, null, lease);
    }
}
