package dev.strata.storage.download;

import dev.strata.kernel.content.DownloadTicket;
import dev.strata.kernel.content.ManifestEntry;
import dev.strata.platform.web.ProblemException;
import dev.strata.storage.manifest.ChunkCursor;
import dev.strata.storage.manifest.ChunkSequence;
import dev.strata.storage.manifest.ManifestStore;
import dev.strata.storage.manifest.OpenManifest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Answers with the contents of many small files, read as if they were one: each with its length before it. */
@Component
public class ContentsResponse {
    public static final String TYPE = "application/vnd.strata.contents";

    private static final Logger LOG = LoggerFactory.getLogger(ContentsResponse.class);
    private static final long BYTES_MAX = 8 << 20;

    private final ManifestStore manifests;
    private final ContentReader reader;

    ContentsResponse(ManifestStore manifests, ContentReader reader) {
        this.manifests = manifests;
        this.reader = reader;
    }

    public void write(List<DownloadTicket> tickets, HttpServletResponse response) throws IOException {
        requireSmall(tickets);
        List<ManifestEntry> chunks = new ArrayList<>();
        List<ByteRange> contents = new ArrayList<>();
        long end = 0;
        for (OpenManifest manifest :
                manifests.open(tickets.stream().map(DownloadTicket::manifestId).toList())) {
            ChunkCursor cursor = manifest.chunks().cursor();
            for (ManifestEntry chunk = cursor.next(); chunk != null; chunk = cursor.next()) {
                chunks.add(chunk);
            }
            contents.add(new ByteRange(end, end + manifest.head().size()));
            end += manifest.head().size();
        }
        try (ContentStream content = reader.open(ChunkSequence.of(chunks), contents)) {
            response.setContentType(TYPE);
            response.setContentLengthLong(end + (long) Integer.BYTES * contents.size());
            response.setHeader(HttpHeaders.CACHE_CONTROL, "private, no-cache");
            send(content, contents, new ClientOutput(response));
        } catch (ClientGoneException e) {
            LOG.debug("the client did not want the rest of {} contents", contents.size(), e);
        }
    }

    private static void requireSmall(List<DownloadTicket> tickets) {
        long bytes = 0;
        for (DownloadTicket ticket : tickets) {
            bytes += Math.min(ticket.size(), BYTES_MAX + 1);
        }
        if (bytes > BYTES_MAX) {
            throw new ProblemException(
                    HttpStatus.BAD_REQUEST,
                    "contents-too-large",
                    "Contents of %d bytes at most come together.".formatted(BYTES_MAX));
        }
    }

    private static void send(ContentStream content, List<ByteRange> contents, ClientOutput out) throws IOException {
        if (!content.isOnePiece()) {
            // Later pieces may be broken, and then there is no answer left but to break the connection.
            out.commit();
        }
        int begun = 0;
        for (ContentStream.Piece piece = content.next(); piece != null; piece = content.next()) {
            begun = begin(begun, piece.range() + 1, contents, out);
            out.write(piece.buffer(), piece.offset(), piece.length());
        }
        begin(begun, contents.size(), contents, out);
    }

    /** Empty contents have no pieces. */
    private static int begin(int from, int until, List<ByteRange> contents, ClientOutput out)
            throws ClientGoneException {
        for (int i = from; i < until; i++) {
            int length = Math.toIntExact(contents.get(i).length());
            out.write(ByteBuffer.allocate(Integer.BYTES).putInt(length).array());
        }
        return Math.max(from, until);
    }
}
