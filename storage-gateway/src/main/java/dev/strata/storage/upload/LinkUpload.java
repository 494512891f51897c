package dev.strata.storage.upload;

import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.link.LinkAct;
import dev.strata.kernel.link.LinkQuestion;
import dev.strata.kernel.node.NodeName;
import dev.strata.storage.side.Answer;
import dev.strata.storage.side.LinkSide;
import dev.strata.storage.side.LinkSide.Content;
import dev.strata.storage.side.LinkSide.LinkPlacement;
import dev.strata.storage.upload.StreamCutter.Cutting;
import dev.strata.storage.upload.StreamCutter.Stored;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;

/** Files that strangers send through a public link: into the space, and at the expense, of whoever made the link. */
@Component
public class LinkUpload {
    private final LinkSide links;
    private final StreamCutter cutter;
    private final KeptProfiles kept;
    private final Receipts receipts;
    private final long sizeMax;

    LinkUpload(
            LinkSide links,
            StreamCutter cutter,
            KeptProfiles kept,
            Receipts receipts,
            UploadLimits limits,
            @Value("${strata.limits.link-upload}") DataSize sizeMax) {
        this.links = links;
        this.cutter = cutter;
        this.kept = kept;
        this.receipts = receipts;
        this.sizeMax = Math.min(sizeMax.toBytes(), limits.sizeMaxBytes());
    }

    /** Who shows which token, from where. */
    public record Stranger(String token, @Nullable String pass, String address) {
        LinkQuestion wants(LinkAct act, @Nullable NodeId node) {
            return new LinkQuestion(token, pass, act, node, address);
        }

        /** Without what opens the link. */
        @Override
        public String toString() {
            return "Stranger";
        }
    }

    /**
     * What a stranger says about the bytes that he sends.
     *
     * @param length minus one if he does not say
     * @param digests that the bytes must have, in hex
     */
    public record Announcement(long length, @Nullable String mediaType, List<String> digests) {}

    /**
     * A new file.
     *
     * @param folder null for the one that the link was made for
     */
    public Answer create(
            Stranger stranger,
            @Nullable NodeId folder,
            NodeName name,
            boolean keepBoth,
            Announcement announced,
            InputStream body)
            throws IOException {
        LinkQuestion question = stranger.wants(LinkAct.UPLOAD, folder);
        LinkPlacement placement = links.place(question);
        String receipt = store(placement, name.value(), announced, body);
        return links.store(question, new Content(name, receipt, keepBoth, null));
    }

    /** @param base the version that the content was made from; null if it does not matter */
    @SuppressWarnings("MissingSummary")
    public Answer replace(Stranger stranger, NodeId file, @Nullable Long base, Announcement announced, InputStream body)
            throws IOException {
        LinkQuestion question = stranger.wants(LinkAct.EDIT, file);
        LinkPlacement placement = links.place(question);
        String receipt = store(placement, placement.name() == null ? "" : placement.name(), announced, body);
        return links.store(question, new Content(null, receipt, false, base));
    }

    private String store(LinkPlacement placement, String name, Announcement announced, InputStream body)
            throws IOException {
        String mediaType = ContentType.of(announced.mediaType(), name);
        Cutting cutting = new Cutting(kept.after(placement.manifestId()), null);
        Stored stored = cutter.cut(placement.spaceId(), body, announced.length(), sizeMax, cutting);
        ContentUpload.checkDigests(stored.manifest(), announced.digests());
        return receipts.sign(
                placement.maker(), placement.spaceId(), stored.id(), stored.manifest(), true, mediaType, null);
    }
}
