package dev.strata.storage.session;

import dev.strata.kernel.content.ManifestEntry;
import dev.strata.kernel.content.Sha256;
import dev.strata.kernel.content.Splitter;
import dev.strata.platform.web.Caller;
import dev.strata.platform.web.ProblemException;
import dev.strata.storage.upload.BodyCut;
import dev.strata.storage.upload.BodyCutter;
import dev.strata.storage.upload.UploadLimits;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Takes numbered parts of an upload, in any order and many at a time. Each is cut by itself. */
@Component
public class UploadParts {
    private static final byte[] NOTHING = {};

    private final UploadSessions sessions;
    private final UploadChunks chunks;
    private final BodyCutter cutter;
    private final SessionPins pins;
    private final UploadPlaces places;
    private final SessionLimits limits;
    private final UploadLimits sizes;

    UploadParts(
            UploadSessions sessions,
            UploadChunks chunks,
            BodyCutter cutter,
            SessionPins pins,
            UploadPlaces places,
            SessionLimits limits,
            UploadLimits sizes) {
        this.sessions = sessions;
        this.chunks = chunks;
        this.cutter = cutter;
        this.pins = pins;
        this.places = places;
        this.limits = limits;
        this.sizes = sizes;
    }

    /**
     * Makes the body the part of this number, in place of what it was before. A body that breaks off changes nothing.
     *
     * @param announced how many bytes it has, minus one if the client does not say
     * @param sha256 digests that the part must have
     */
    public UploadState.Part put(
            Caller caller, UploadId id, int number, long announced, List<String> sha256, InputStream body)
            throws IOException {
        if (number < 1 || number > SessionLimits.PART_MAX) {
            throw SessionProblems.invalid("parts are numbered from 1 to %d".formatted(SessionLimits.PART_MAX));
        }
        UploadSession session = sessions.require(caller, id);
        check(session);
        places.keep(caller, session);
        Long length = session.length();
        long room = Math.min(
                length == null ? sizes.sizeMaxBytes() : length, limits.partMax().toBytes());
        Cutting cutting = new Cutting(UploadCompletion.profile(session).splitter(), room);
        BodyCut.End end = cutter.cut(session.space(), NOTHING, body, announced, room, cutting);
        if (end.broken()) {
            throw SessionProblems.partBrokeOff();
        }
        cutting.stored(end.entries());
        cutting.checkDigests(sha256);
        chunks.put(id, number, cutting.entries, sizes.sizeMaxBytes());
        pins.extend(sessions.require(caller, id));
        return new UploadState.Part(number, end.came());
    }

    private static void check(UploadSession session) {
        if (session.placed() != null || session.receipt() != null) {
            throw SessionProblems.complete(session.received());
        }
        if (!session.inParts() && session.received() > 0) {
            throw SessionProblems.otherKind(false);
        }
    }

    /** A part that is being cut. */
    private static final class Cutting implements BodyCut.Owner {
        private final Splitter splitter;
        private final long room;
        private final MessageDigest digest = Sha256.digest();
        private final List<ManifestEntry> entries = new ArrayList<>();

        Cutting(Splitter splitter, long room) {
            this.splitter = splitter;
            this.room = room;
        }

        @Override
        public Splitter splitter(byte[] head, boolean last) {
            return splitter;
        }

        @Override
        public void came(byte[] buffer, int offset, int length) {
            digest.update(buffer, offset, length);
        }

        @Override
        public boolean isWhole(long came, boolean broken) {
            return !broken;
        }

        @Override
        public ProblemException tooLong() {
            return SessionProblems.beyondLength(room);
        }

        @Override
        public void stored(List<ManifestEntry> more) {
            entries.addAll(more);
        }

        void checkDigests(List<String> announced) {
            String actual = HexFormat.of().formatHex(digest.digest());
            if (!announced.stream().allMatch(actual::equals)) {
                throw new ProblemException(
                        HttpStatus.UNPROCESSABLE_CONTENT,
                        "digest-mismatch",
                        "Nothing was changed: the part has the SHA-256 %s.".formatted(actual));
            }
        }
    }
}
