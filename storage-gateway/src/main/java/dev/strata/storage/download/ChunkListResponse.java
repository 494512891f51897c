package dev.strata.storage.download;

import dev.strata.kernel.content.DownloadTicket;
import dev.strata.kernel.content.ManifestEntry;
import dev.strata.storage.manifest.ChunkCursor;
import dev.strata.storage.manifest.ManifestStore;
import dev.strata.storage.manifest.OpenManifest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/**
 * Tells a reader of a content where it is cut, so that one who has another version of it fetches only what he lacks, and
 * sends only what the server lacks. He
 * could find all of it by himself in the content, and learns nothing of any other.
 */
@Component
public class ChunkListResponse {
    public static final String TYPE = "application/vnd.strata.chunk-list";

    private static final Logger LOG = LoggerFactory.getLogger(ChunkListResponse.class);
    private static final String PROFILE = "Strata-Profile";
    private static final String MANIFEST = "Strata-Manifest";
    private static final int ID_BYTES = 8;
    private static final int ENTRY_BYTES = ID_BYTES + Integer.BYTES;
    private static final int BUFFER_BYTES = 1_000 * ENTRY_BYTES;

    private final ManifestStore manifests;

    ChunkListResponse(ManifestStore manifests) {
        this.manifests = manifests;
    }

    public void write(DownloadTicket ticket, HttpServletResponse response) throws IOException {
        OpenManifest manifest = manifests.open(ticket.manifestId());
        response.setContentType(TYPE);
        response.setContentLengthLong(manifest.head().chunks() * ENTRY_BYTES);
        response.setHeader(PROFILE, manifest.head().profile());
        response.setHeader(MANIFEST, ticket.manifestId().hex());
        response.setHeader(HttpHeaders.ETAG, ContentResponse.etag(ticket));
        response.setHeader(HttpHeaders.CACHE_CONTROL, "private, no-cache");
        try {
            send(manifest.chunks().cursor(), new ClientOutput(response));
        } catch (ClientGoneException e) {
            LOG.debug("the client did not want the rest of the chunks of {}", ticket.manifestId(), e);
        }
    }

    private static void send(ChunkCursor chunks, ClientOutput out) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
        for (ManifestEntry chunk = chunks.next(); chunk != null; chunk = chunks.next()) {
            if (!buffer.hasRemaining()) {
                out.write(buffer.array());
                buffer.clear();
            }
            buffer.put(chunk.id().digest(), 0, ID_BYTES).putInt(chunk.length());
        }
        out.write(buffer.array(), 0, buffer.position());
    }
}
