package dev.strata.storage.session;

import dev.strata.kernel.content.ManifestEntry;
import dev.strata.platform.web.Caller;
import dev.strata.storage.chunk.ChunkReader;
import dev.strata.storage.upload.BodyCut;
import dev.strata.storage.upload.BodyCutter;
import dev.strata.storage.upload.UploadLimits;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Adds bytes to the end of an upload. What is acknowledged is durable, however the request ends. */
@Component
public class UploadWriter {
    private static final byte[] NOTHING = {};

    private final UploadSessions sessions;
    private final WriterLeases leases;
    private final UploadChunks chunks;
    private final BodyCutter cutter;
    private final ChunkReader reader;
    private final RunningDigests digests;
    private final SessionPins pins;
    private final UploadPlaces places;
    private final UploadCompletion completion;
    private final UploadLimits sizes;

    UploadWriter(
            UploadSessions sessions,
            WriterLeases leases,
            UploadChunks chunks,
            BodyCutter cutter,
            ChunkReader reader,
            RunningDigests digests,
            SessionPins pins,
            UploadPlaces places,
            UploadCompletion completion,
            UploadLimits sizes) {
        this.sessions = sessions;
        this.leases = leases;
        this.chunks = chunks;
        this.cutter = cutter;
        this.reader = reader;
        this.digests = digests;
        this.pins = pins;
        this.places = places;
        this.completion = completion;
        this.sizes = sizes;
    }

    /**
     * A body that a client sends.
     *
     * @param offset where it belongs
     * @param announced how many bytes it has, minus one if the client does not say
     * @param last whether the content ends with it
     */
    public record Piece(long offset, long announced, boolean last, InputStream body) {}

    /** Where the upload stands now, and the file, if it is one. */
    public record Outcome(UploadState state, @Nullable PlacedFile placed) {}

    public Outcome append(Caller caller, UploadId id, Piece piece) throws IOException {
        try (WriterLease lease = leases.take(caller, id)) {
            UploadSession session = sessions.require(caller, id);
            check(session, piece.offset());
            places.keep(caller, session);
            String token = mayComplete(session, piece) ? places.token(caller, session, length(session)) : null;
            UploadSession now = write(session, lease, piece);
            PlacedFile placed = isWhole(now) ? completion.complete(caller, now, lease, token, List.of()) : null;
            return new Outcome(state(now, placed), placed);
        }
    }

    /**
     * Makes a file of what has come, or says again which file that was.
     *
     * @param sha256 digests that the content must have
     */
    public Outcome complete(Caller caller, UploadId id, List<String> sha256) throws IOException {
        UploadSession found = sessions.require(caller, id);
        if (found.placed() != null) {
            return new Outcome(state(found, found.placed()), found.placed());
        }
        try (WriterLease lease = leases.take(caller, id)) {
            UploadSession session = sessions.require(caller, id);
            Long length = session.length();
            if (length != null && session.received() < length) {
                throw SessionProblems.incomplete(session.received(), length);
            }
            boolean uncut = !session.inParts() && (length == null || session.tail() != null);
            UploadSession whole = uncut
                    ? write(session, lease, new Piece(session.received(), 0, true, InputStream.nullInputStream()))
                    : session;
            PlacedFile placed = completion.complete(caller, whole, lease, null, sha256);
            return new Outcome(state(whole, placed), placed);
        }
    }

    private static void check(UploadSession session, long offset) {
        if (session.inParts()) {
            throw SessionProblems.otherKind(true);
        }
        if (session.placed() != null || session.receipt() != null || isWhole(session)) {
            throw SessionProblems.complete(session.received());
        }
        if (session.received() != offset) {
            throw SessionProblems.wrongOffset(session.received(), offset);
        }
    }

    private UploadSession write(UploadSession session, WriterLease lease, Piece piece) throws IOException {
        ManifestEntry tail = session.tail();
        byte[] before = tail == null ? NOTHING : reader.read(tail.id());
        MessageDigest digest = digests.take(session.id(), session.received());
        long room = session.room(sizes.sizeMaxBytes());
        StreamAppend append = new StreamAppend(chunks, session, lease, piece.last(), room, digest);
        BodyCut.End end = cutter.cut(session.space(), before, piece.body(), piece.announced(), room, append);
        long received = append.end(end);
        if (digest != null) {
            digests.keep(session.id(), received, digest);
        }
        UploadSession now = sessions.require(session.account(), session.id());
        pins.extend(now);
        if (end.broken()) {
            throw SessionProblems.brokeOff(received);
        }
        return now;
    }

    /** Known before the body is read: the token for the command is asked for while the caller's own is good. */
    private static boolean mayComplete(UploadSession session, Piece piece) {
        Long length = session.length();
        return length == null
                ? piece.last()
                : piece.announced() < 0 || session.received() + piece.announced() == length;
    }

    private static boolean isWhole(UploadSession session) {
        Long length = session.length();
        return length != null && session.received() == length && session.tail() == null;
    }

    private static long length(UploadSession session) {
        Long length = session.length();
        return length == null ? -1 : length;
    }

    private UploadState state(UploadSession session, @Nullable PlacedFile placed) {
        return Uploads.state(session, placed != null, List.of());
    }
}
