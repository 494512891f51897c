package dev.strata.storage.download;

import dev.strata.kernel.content.DownloadTicket;
import dev.strata.platform.web.ProblemException;
import dev.strata.storage.manifest.ManifestStore;
import dev.strata.storage.manifest.OpenManifest;
import dev.strata.storage.upload.AnnouncedDigest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Answers a request for the content that a ticket names: preconditions, ranges, headers, bytes (RFC 9110). */
@Component
public class ContentResponse {
    private static final Logger LOG = LoggerFactory.getLogger(ContentResponse.class);

    private final ManifestStore manifests;
    private final ContentReader reader;

    ContentResponse(ManifestStore manifests, ContentReader reader) {
        this.manifests = manifests;
        this.reader = reader;
    }

    /** @param etag of the resource that was asked for, quoted */
    @SuppressWarnings("MissingSummary") // the class says it
    public void write(DownloadTicket ticket, String etag, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Preconditions preconditions = new Preconditions(request, etag);
        if (preconditions.notModified()) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            response.setHeader(HttpHeaders.ETAG, etag);
            return;
        }
        OpenManifest manifest = manifests.open(ticket.manifestId());
        long size = manifest.head().size();
        boolean head = request.getMethod().equals("HEAD");
        Optional<List<ByteRange>> asked = head ? Optional.empty() : preconditions.ranges(size);
        if (asked.isPresent() && asked.get().isEmpty()) {
            throw new ProblemException(
                            HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE,
                            "range-not-satisfiable",
                            "The content has %d bytes.".formatted(size))
                    .withHeader(HttpHeaders.CONTENT_RANGE, "bytes */" + size);
        }
        List<ByteRange> ranges = asked.orElse(List.of(new ByteRange(0, size)));
        Parts parts = new Parts(ticket.mediaType(), size, ranges);
        if (head) {
            headers(ticket, etag, parts, asked.isPresent(), response);
            return;
        }
        try (ContentStream content = reader.open(manifest.chunks(), ranges)) {
            headers(ticket, etag, parts, asked.isPresent(), response);
            send(content, parts, response);
        } catch (ClientGoneException e) {
            LOG.debug("the client did not want the rest of {}", ticket.manifestId(), e);
        }
    }

    /** The content's own: it never changes. */
    public static String etag(DownloadTicket ticket) {
        return "\"" + ticket.manifestId() + "\"";
    }

    private static void headers(
            DownloadTicket ticket, String etag, Parts parts, boolean partial, HttpServletResponse response) {
        response.setStatus(partial ? HttpServletResponse.SC_PARTIAL_CONTENT : HttpServletResponse.SC_OK);
        response.setContentType(parts.contentType());
        response.setContentLengthLong(parts.length());
        if (partial && !parts.several()) {
            response.setHeader(HttpHeaders.CONTENT_RANGE, parts.contentRange());
        }
        if (!partial && ticket.sha256Verified()) {
            response.setHeader("Repr-Digest", AnnouncedDigest.header(ticket.sha256()));
        }
        response.setHeader(HttpHeaders.ETAG, etag);
        response.setHeader(HttpHeaders.ACCEPT_RANGES, "bytes");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "private, no-cache");
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, Attachment.header(ticket.name()));
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Content-Security-Policy", "sandbox; default-src 'none'");
    }

    private static void send(ContentStream content, Parts parts, HttpServletResponse response) throws IOException {
        ClientOutput out = new ClientOutput(response);
        if (!content.isOnePiece()) {
            // Later pieces may be broken, and then there is no answer left but to break the connection.
            out.commit();
        }
        int range = -1;
        for (ContentStream.Piece piece = content.next(); piece != null; piece = content.next()) {
            if (piece.range() != range) {
                range = piece.range();
                out.write(parts.before(range));
            }
            out.write(piece.buffer(), piece.offset(), piece.length());
        }
        out.write(parts.end());
    }
}
