package dev.strata.storage.manifest;

import dev.strata.kernel.content.ChunkId;
import dev.strata.kernel.content.LeafRule;
import dev.strata.kernel.content.ManifestEntry;
import dev.strata.kernel.content.ManifestId;
import dev.strata.storage.chunk.Chunk;
import dev.strata.storage.chunk.ChunkReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/** Manifests are chunks of their own: as durable, and as surely unchanged. */
@Component
public class ManifestStore {
    /** A content of so many bytes has a manifest, wherever it is cut: 1.45 TiB. */
    public static final long SIZE_SURE =
            (long) ManifestCodec.LEAVES_MAX * LeafRule.STANDARD.least() * LeafCodec.CHUNK_BYTES_LEAST;

    private final ChunkReader chunks;
    private final LeafRule rule;
    private final ManifestCodec codec;
    private final LeafCodec leafCodec;

    ManifestStore(ChunkReader chunks, LeafRule rule) {
        this.chunks = chunks;
        this.rule = rule;
        this.codec = new ManifestCodec(rule);
        this.leafCodec = new LeafCodec(rule);
    }

    /** Begins to describe a content that is cut so. */
    public ManifestBuilder describe(String profile) {
        return new ManifestBuilder(rule, profile);
    }

    public static ManifestId id(Chunk top) {
        return ManifestId.of(top.id().hex());
    }

    /** Throws {@link dev.strata.storage.chunk.MissingChunkException} if it is not here. */
    public OpenManifest open(ManifestId id) throws IOException {
        ManifestForm form = form(id);
        return new OpenManifest(form.head(), sequence(form));
    }

    /** The same for many, in their order, which are read together as far as they lie together. */
    public List<OpenManifest> open(List<ManifestId> ids) throws IOException {
        List<OpenManifest> open = new ArrayList<>();
        for (byte[] top :
                chunks.read(ids.stream().map(id -> ChunkId.of(id.hex())).toList())) {
            ManifestForm form = codec.decode(top);
            open.add(new OpenManifest(form.head(), sequence(form)));
        }
        return open;
    }

    private ManifestForm form(ManifestId id) throws IOException {
        return codec.decode(chunks.read(ChunkId.of(id.hex())));
    }

    private ChunkSequence sequence(ManifestForm form) {
        return switch (form) {
            case ManifestForm.Flat flat -> ChunkSequence.of(flat.manifest().chunks());
            case ManifestForm.Root root ->
                ChunkSequence.of(
                        root.leaves(),
                        number -> leaf(root, number),
                        LeafCodec.longest(root.head().profile()));
        };
    }

    private List<ManifestEntry> leaf(ManifestForm.Root root, int number) throws IOException {
        Leaf leaf = root.leaves().get(number);
        boolean last = number == root.leaves().size() - 1;
        List<ManifestEntry> entries = leaf(leaf.id(), root.head().profile(), last);
        long bytes = entries.stream().mapToLong(ManifestEntry::length).sum();
        MalformedManifestException.require(
                entries.size() == leaf.chunks() && bytes == leaf.bytes(),
                "leaf %s has %d chunks of %d bytes, not %d of %d"
                        .formatted(leaf.id(), entries.size(), bytes, leaf.chunks(), leaf.bytes()));
        return entries;
    }

    /**
     * The chunks that a leaf names.
     *
     * @param last whether no leaf comes behind it
     */
    public List<ManifestEntry> leaf(ChunkId id, String profile, boolean last) throws IOException {
        return leafCodec.decode(chunks.read(id), profile, last);
    }

    /** No leaf has more bytes. */
    public int leafBytesMax() {
        return leafCodec.bytesMax();
    }

    /** Every chunk that this manifest needs: those of the content in order, and those that describe it. */
    public void chunkIds(ManifestId id, Consumer<ChunkId> each) throws IOException {
        ManifestForm form = form(id);
        each.accept(ChunkId.of(id.hex()));
        if (form instanceof ManifestForm.Root root) {
            root.leaves().forEach(leaf -> each.accept(leaf.id()));
        }
        ChunkCursor cursor = sequence(form).cursor();
        for (ManifestEntry next = cursor.next(); next != null; next = cursor.next()) {
            each.accept(next.id());
        }
    }
}
