package dev.strata.storage.upload;

import dev.strata.kernel.content.Profile;
import dev.strata.kernel.id.NodeId;
import dev.strata.platform.web.Caller;
import dev.strata.platform.web.ProblemException;
import dev.strata.storage.manifest.ManifestHead;
import dev.strata.storage.side.Answer;
import dev.strata.storage.side.CommandSide;
import dev.strata.storage.side.ContentPath;
import dev.strata.storage.side.FileContentCommand;
import dev.strata.storage.side.Placement;
import dev.strata.storage.upload.StreamCutter.Cutting;
import dev.strata.storage.upload.StreamCutter.Stored;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Everything at once for clients that only stream: bytes in, a file or a new version of it in the tree. */
@Component
public class ContentUpload {
    private final CommandSide commands;
    private final KeptProfiles kept;
    private final StreamCutter cutter;
    private final Receipts receipts;

    ContentUpload(CommandSide commands, KeptProfiles kept, StreamCutter cutter, Receipts receipts) {
        this.commands = commands;
        this.kept = kept;
        this.cutter = cutter;
        this.receipts = receipts;
    }

    /**
     * What a client says about the bytes that it sends.
     *
     * @param length minus one if it does not say
     * @param mediaType as it came
     * @param digests that the bytes must have, in hex
     * @param profile in which a new file is to be cut
     */
    public record Announcement(
            long length,
            @Nullable String mediaType,
            List<String> digests,
            @Nullable Instant modifiedAt,
            @Nullable Profile profile) {}

    /**
     * What became of it.
     *
     * @param base the file that was there before
     */
    public record Outcome(Answer answer, @Nullable NodeId base) {}

    public Outcome put(
            Caller caller, ContentPath path, UploadConditions conditions, Announcement announced, InputStream body)
            throws IOException {
        cutter.checkSize(announced.length());
        String mediaType = ContentType.of(announced.mediaType(), path.name().value());
        Placement placement = commands.place(caller, path, announced.length());
        conditions.check(placement);

        Cutting cutting = new Cutting(kept.after(placement.manifestId()), announced.profile());
        Stored stored = cutter.cut(placement.spaceId(), body, announced.length(), cutting);
        checkDigests(stored.manifest(), announced.digests());
        String receipt = receipts.sign(
                caller.account(),
                placement.spaceId(),
                stored.id(),
                stored.manifest(),
                true,
                mediaType,
                caller.folder());
        return new Outcome(send(placement, conditions, announced, receipt), placement.nodeId());
    }

    /** Refuses bytes that are not those that were announced. */
    public static void checkDigests(ManifestHead manifest, List<String> digests) {
        for (String digest : digests) {
            if (!digest.equals(manifest.sha256())) {
                throw new ProblemException(
                        HttpStatus.UNPROCESSABLE_CONTENT,
                        "digest-mismatch",
                        "Nothing was changed: the bytes have the SHA-256 %s, announced was %s."
                                .formatted(manifest.sha256(), digest));
            }
        }
    }

    private Answer send(Placement placement, UploadConditions conditions, Announcement announced, String receipt) {
        NodeId file = placement.nodeId();
        if (file == null || conditions.mustBeNew()) {
            return commands.createFile(
                    placement,
                    new FileContentCommand(
                            placement.parentId(),
                            placement.name(),
                            receipt,
                            announced.modifiedAt(),
                            conditions.conflict()));
        }
        Long base = conditions.base() == null ? placement.version() : conditions.base();
        if (base == null) {
            throw new IllegalStateException("the command side placed a file without its version: " + file);
        }
        return commands.addVersion(
                placement,
                file,
                base,
                new FileContentCommand(null, null, receipt, announced.modifiedAt(), conditions.conflict()));
    }
}
