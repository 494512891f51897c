package dev.strata.storage.session;

import dev.strata.kernel.content.ContentSignature;
import dev.strata.kernel.content.ManifestEntry;
import dev.strata.kernel.content.Profile;
import dev.strata.kernel.content.Splitter;
import dev.strata.platform.web.ProblemException;
import dev.strata.storage.session.UploadChunks.Added;
import dev.strata.storage.upload.BodyCut;
import java.security.MessageDigest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One request that adds to a stream: keeps what it brings as soon as that is durable, in the name of the writer. */
final class StreamAppend implements BodyCut.Owner {
    private final UploadChunks chunks;
    private final UploadSession session;
    private final WriterLease lease;
    private final boolean last;
    private final long room;
    private final @Nullable MessageDigest digest;
    private @Nullable Profile profile;
    private int chunksBefore;
    private long kept;

    /**
     * A request that begins where the upload stands.
     *
     * @param last whether the content ends with it; of no account if its length is known
     * @param room how many bytes it may have
     * @param digest of all that has come, if it is known
     */
    StreamAppend(
            UploadChunks chunks,
            UploadSession session,
            WriterLease lease,
            boolean last,
            long room,
            @Nullable MessageDigest digest) {
        this.chunks = chunks;
        this.session = session;
        this.lease = lease;
        this.last = last;
        this.room = room;
        this.digest = digest;
        this.profile = session.profile();
        this.chunksBefore = session.chunks();
        ManifestEntry tail = session.tail();
        this.kept = session.received() - (tail == null ? 0 : tail.length());
    }

    @Override
    public @Nullable Splitter splitter(byte[] head, boolean whole) {
        if (profile == null && (whole || head.length >= ContentSignature.HEAD_BYTES)) {
            Long length = session.length();
            profile = Profile.choose(null, null, length == null ? -1 : length, head);
        }
        return profile == null ? null : profile.splitter();
    }

    @Override
    public void came(byte[] buffer, int offset, int length) {
        if (digest != null) {
            digest.update(buffer, offset, length);
        }
        lease.keepAlive();
    }

    @Override
    public boolean isWhole(long came, boolean broken) {
        Long length = session.length();
        return !broken && (length == null ? last : session.received() + came == length);
    }

    @Override
    public ProblemException tooLong() {
        return SessionProblems.beyondLength(room);
    }

    @Override
    public void stored(List<ManifestEntry> entries) {
        keep(entries, null, false);
    }

    /** The last chunks of this request and what remains; says how many bytes have come in all. */
    long end(BodyCut.End end) {
        return keep(end.entries(), end.tail(), isWhole(end.came(), end.broken()));
    }

    private long keep(List<ManifestEntry> entries, @Nullable ManifestEntry tail, boolean whole) {
        kept += entries.stream().mapToLong(ManifestEntry::length).sum();
        long received = kept + (tail == null ? 0 : tail.length());
        chunks.append(lease, new Added(chunksBefore, received, entries, tail, profile, whole));
        chunksBefore += entries.size();
        return received;
    }
}
