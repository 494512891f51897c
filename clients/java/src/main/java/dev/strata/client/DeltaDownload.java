package dev.strata.client;

import dev.strata.kernel.content.ManifestEntry;
import dev.strata.kernel.content.Profile;
import dev.strata.kernel.content.Sha256;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Brings a content of which another version is here: what both have is taken from that, only the rest is received. The
 * server tells a few bytes of each chunk's id, so the digest of the whole says whether all of it is right.
 */
final class DeltaDownload {
    /** The server answers no more at once. */
    private static final int RANGES_MAX = 50;

    private static final int PIECES_MAX = 1_000;
    private static final int PARTIAL = 206;

    private final Transport transport;
    private final FileDownload.Ticket ticket;
    private final Path base;
    private final Progress progress;
    private URI content;
    private long received;

    DeltaDownload(Transport transport, FileDownload.Ticket ticket, Path base, Progress progress) throws IOException {
        this.transport = transport;
        this.ticket = ticket;
        this.base = base;
        this.progress = progress;
        this.content = ticket.ask();
    }

    /**
     * A part of the content.
     *
     * @param from its place in the content
     * @param there its place in the base; negative if that lacks it
     */
    private record Piece(long from, long length, long there) {
        boolean isMissing() {
            return there < 0;
        }

        /** Whether what is behind this piece in the content is behind it in the base too, or missing too. */
        boolean goesOnAt(long otherThere) {
            return isMissing() ? otherThere < 0 : otherThere == there + length;
        }

        Piece and(int more) {
            return new Piece(from, length + more, there);
        }

        String range() {
            return from + "-" + (from + length - 1);
        }
    }

    /** Answers the SHA-256 of what was written; empty, and nothing was written, if the server does not tell of chunks. */
    Optional<String> run(OutputStream target) throws IOException {
        HttpResponse<InputStream> answer;
        try {
            answer = send("chunks?", null);
        } catch (StrataProblem e) {
            if (e.status() == 404) {
                return Optional.empty(); // An older server.
            }
            throw e;
        }
        Optional<ChunkList> chunks = ChunkList.read(answer);
        if (chunks.isEmpty()) {
            return Optional.empty();
        }
        moved(chunks.get().entries().limit());
        return Optional.of(assemble(chunks.get(), target));
    }

    private String assemble(ChunkList chunks, OutputStream target) throws IOException {
        Map<Long, Long> places = places(chunks.profile());
        try (FileChannel here = FileChannel.open(base)) {
            DigestOutputStream out = new DigestOutputStream(target, Sha256.digest());
            List<Piece> pieces = new ArrayList<>();
            int ranges = 0;
            long place = 0;
            for (int i = 0; i < chunks.count(); i++) {
                int length = chunks.length(i);
                long there = places.getOrDefault(key(chunks.id(i), length), -1L);
                if (!pieces.isEmpty() && pieces.getLast().goesOnAt(there)) {
                    pieces.add(pieces.removeLast().and(length));
                } else {
                    if (ranges == RANGES_MAX || pieces.size() == PIECES_MAX) {
                        write(pieces, here, out);
                        pieces.clear();
                        ranges = 0;
                    }
                    pieces.add(new Piece(place, length, there));
                    ranges += there < 0 ? 1 : 0;
                }
                place += length;
            }
            write(pieces, here, out);
            return HexFormat.of().formatHex(out.getMessageDigest().digest());
        }
    }

    /** Where the chunks of the base are. */
    private Map<Long, Long> places(Profile profile) throws IOException {
        Map<Long, Long> places = new HashMap<>();
        long place = 0;
        for (ManifestEntry chunk : CutFile.of(base, profile).chunks()) {
            places.putIfAbsent(key(ChunkList.id(chunk.id()), chunk.length()), place);
            place += chunk.length();
        }
        return places;
    }

    private static long key(long id, int length) {
        return id * 31 + length;
    }

    private void write(List<Piece> pieces, FileChannel here, OutputStream out) throws IOException {
        List<Piece> missing = pieces.stream().filter(Piece::isMissing).toList();
        if (missing.isEmpty()) {
            write(pieces, here, out, InputStream.nullInputStream(), false);
            return;
        }
        String ranges = missing.stream().map(Piece::range).collect(Collectors.joining(",", "bytes=", ""));
        HttpResponse<InputStream> answer = send("content?", ranges);
        try (InputStream bytes = new BufferedInputStream(answer.body())) {
            if (answer.statusCode() != PARTIAL) {
                throw new IOException("asked for %s, got all of it".formatted(ranges));
            }
            write(pieces, here, out, bytes, missing.size() > 1);
        }
    }

    private void write(List<Piece> pieces, FileChannel here, OutputStream out, InputStream bytes, boolean inParts)
            throws IOException {
        for (Piece piece : pieces) {
            if (piece.isMissing()) {
                if (inParts) {
                    skipHeaders(bytes);
                }
                copy(bytes, piece.length(), out, true);
            } else {
                here.position(piece.there());
                copy(Channels.newInputStream(here), piece.length(), out, false);
            }
        }
    }

    /** The line break that ends the part before, the boundary, and all that is said of this part. */
    private static void skipHeaders(InputStream bytes) throws IOException {
        int line = 0;
        boolean inHeaders = false;
        while (true) {
            int next = bytes.read();
            if (next < 0) {
                throw new EOFException("the answer ended before all ranges had come");
            }
            if (next == '\n') {
                if (inHeaders && line == 0) {
                    return;
                }
                inHeaders |= line > 0;
                line = 0;
            } else if (next != '\r') {
                line++;
            }
        }
    }

    private void copy(InputStream from, long length, OutputStream out, boolean fromServer) throws IOException {
        byte[] buffer = new byte[(int) Math.min(length, 1 << 16)];
        for (long left = length; left > 0; ) {
            int read = from.read(buffer, 0, (int) Math.min(left, buffer.length));
            if (read < 0) {
                throw new EOFException("%d bytes too few".formatted(left));
            }
            out.write(buffer, 0, read);
            left -= read;
            if (fromServer) {
                moved(read);
            }
        }
    }

    private void moved(int bytes) {
        received += bytes;
        progress.moved(received, -1);
    }

    /** A ticket is good for a while only; then there is another. */
    private HttpResponse<InputStream> send(String what, @Nullable String ranges) throws IOException {
        try {
            return ask(what, ranges);
        } catch (StrataProblem e) {
            if (!e.code().equals("expired-ticket")) {
                throw e;
            }
            content = ticket.ask();
            return ask(what, ranges);
        }
    }

    private HttpResponse<InputStream> ask(String what, @Nullable String ranges) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(content.resolve(what + content.getRawQuery()));
        return transport.send((ranges == null ? request : request.header("Range", ranges)).build());
    }
}
