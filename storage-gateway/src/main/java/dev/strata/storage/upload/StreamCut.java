package dev.strata.storage.upload;

import dev.strata.kernel.content.ManifestEntry;
import dev.strata.kernel.content.Profile;
import dev.strata.kernel.content.Sha256;
import dev.strata.kernel.content.Splitter;
import dev.strata.kernel.id.SpaceId;
import dev.strata.platform.web.ProblemException;
import dev.strata.storage.chunk.Chunk;
import dev.strata.storage.chunk.ChunkStore;
import dev.strata.storage.manifest.ManifestBuilder;
import dev.strata.storage.manifest.ManifestBuilder.Described;
import dev.strata.storage.manifest.ManifestStore;
import dev.strata.storage.upload.StreamCutter.Cutting;
import dev.strata.storage.upload.StreamCutter.Stored;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A content that comes in one body: its digest, and its manifest, which is stored with its last chunks. */
final class StreamCut implements BodyCut.Owner {
    private final ChunkStore chunks;
    private final ManifestStore manifests;
    private final SpaceId space;
    private final long announced;
    private final long sizeMax;
    private final Cutting cutting;
    private final MessageDigest digest = Sha256.digest();
    private long size;
    private @Nullable Splitter splitter;
    private @Nullable ManifestBuilder manifest;
    private @Nullable Described described;

    /**
     * Nothing has come yet.
     *
     * @param announced how many bytes will come, minus one if that is not known
     */
    StreamCut(
            ChunkStore chunks, ManifestStore manifests, SpaceId space, long announced, long sizeMax, Cutting cutting) {
        this.chunks = chunks;
        this.manifests = manifests;
        this.space = space;
        this.announced = announced;
        this.sizeMax = sizeMax;
        this.cutting = cutting;
    }

    /** The first buffer decides how all of it is cut. */
    @Override
    public Splitter splitter(byte[] head, boolean last) {
        Splitter chosen = splitter;
        if (chosen == null) {
            Profile profile = Profile.choose(cutting.kept(), cutting.wanted(), last ? size : announced, head);
            chosen = profile.splitter();
            splitter = chosen;
            manifest = manifests.describe(profile.text());
        }
        return chosen;
    }

    @Override
    public void came(byte[] buffer, int offset, int length) {
        digest.update(buffer, offset, length);
        size += length;
    }

    @Override
    public boolean isWhole(long came, boolean broken) {
        if (broken) {
            throw RequestBytes.incomplete("the body broke off");
        }
        if (came < announced) {
            throw RequestBytes.incomplete("%d bytes came of %d announced".formatted(came, announced));
        }
        return true;
    }

    @Override
    public ProblemException tooLong() {
        return StreamCutter.tooLarge(sizeMax);
    }

    @Override
    public void stored(List<ManifestEntry> entries) throws IOException {
        ManifestBuilder growing = manifest();
        entries.forEach(growing::add);
        chunks.put(space, growing.takeFull());
    }

    @Override
    public List<Chunk> with(List<ManifestEntry> last) {
        ManifestBuilder growing = manifest();
        last.forEach(growing::add);
        Described all = growing.finish(HexFormat.of().formatHex(digest.digest()));
        described = all;
        return all.chunks();
    }

    private ManifestBuilder manifest() {
        return Objects.requireNonNull(manifest, "nothing is cut yet");
    }

    /** Once the body has ended. */
    Stored stored() {
        Described all = Objects.requireNonNull(described, "the body has not ended");
        return new Stored(all.head(), ManifestStore.id(all.top()));
    }
}
