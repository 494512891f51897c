package dev.strata.storage.session;

import dev.strata.kernel.content.Profile;
import dev.strata.kernel.content.Sha256;
import dev.strata.platform.web.Caller;
import dev.strata.storage.side.CommandSide;
import dev.strata.storage.side.ContentPath;
import dev.strata.storage.side.Placement;
import dev.strata.storage.upload.ContentType;
import dev.strata.storage.upload.KeptProfiles;
import dev.strata.storage.upload.StreamCutter;
import dev.strata.storage.upload.UploadConditions;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Begins uploads that come in pieces, says where they stand, and gives them up. */
@Component
public class Uploads {
    private final UploadSessions sessions;
    private final UploadChunks chunks;
    private final CommandSide commands;
    private final UploadPlaces places;
    private final StreamCutter sizes;
    private final KeptProfiles kept;

    Uploads(
            UploadSessions sessions,
            UploadChunks chunks,
            CommandSide commands,
            UploadPlaces places,
            StreamCutter sizes,
            KeptProfiles kept) {
        this.sessions = sessions;
        this.chunks = chunks;
        this.commands = commands;
        this.places = places;
        this.sizes = sizes;
        this.kept = kept;
    }

    /**
     * What a client says about the content that it will send.
     *
     * @param length null if it does not know yet
     * @param mediaType as it came
     * @param sha256 that the content must have
     * @param profile in which a new file is to be cut
     */
    public record Announcement(
            @Nullable Long length,
            @Nullable String mediaType,
            @Nullable Instant modifiedAt,
            @Nullable String sha256,
            @Nullable Profile profile) {
        public Announcement {
            if (length != null && length < 0) {
                throw new IllegalArgumentException("length: 0 or more, not " + length);
            }
            if (sha256 != null && !Sha256.isHex(sha256)) {
                throw new IllegalArgumentException("sha256: 64 lower-case hex digits, not " + sha256);
            }
        }
    }

    public UploadState begin(Caller caller, ContentPath path, UploadConditions conditions, Announcement announced)
            throws IOException {
        long size = announced.length() == null ? -1 : announced.length();
        sizes.checkSize(size);
        String mediaType = ContentType.of(announced.mediaType(), path.name().value());
        Placement placement = commands.place(caller, path, size);
        conditions.check(placement);
        UploadTarget target = new UploadTarget(
                path.toString(),
                path.in(),
                placement.parentId(),
                placement.name(),
                placement.nodeId(),
                base(placement, conditions),
                conditions.conflict(),
                announced.modifiedAt(),
                mediaType,
                caller.folder(),
                announced.sha256());
        Profile before = kept.after(placement.manifestId());
        Profile profile = before == null ? announced.profile() : before;
        return state(
                sessions.create(caller.account(), placement, target, announced.length(), profile), false, List.of());
    }

    private static @Nullable Long base(Placement placement, UploadConditions conditions) {
        if (placement.nodeId() == null || conditions.mustBeNew()) {
            return null;
        }
        return conditions.base() == null ? placement.version() : conditions.base();
    }

    public UploadState state(Caller caller, UploadId id) {
        return state(sessions.require(caller, id));
    }

    /** Those that the caller has begun and not finished. */
    public List<UploadState> open(Caller caller) {
        return sessions.open(caller).stream().map(this::state).toList();
    }

    /** What has come of it is forgotten; the file, if it is one already, stays. */
    public void delete(Caller caller, UploadId id) {
        UploadSession session = sessions.require(caller, id);
        sessions.delete(caller.account(), id);
        if (session.placed() == null) {
            places.release(caller, session);
        }
    }

    private UploadState state(UploadSession session) {
        return state(session, session.placed() != null, session.inParts() ? chunks.parts(session.id()) : List.of());
    }

    static UploadState state(UploadSession session, boolean complete, List<UploadState.Part> parts) {
        return new UploadState(
                session.id(),
                session.target().path(),
                session.target().in(),
                session.received(),
                session.length(),
                session.expiresAt(),
                complete,
                parts);
    }
}
