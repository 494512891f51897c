package dev.strata.storage.manifest;

import static dev.strata.storage.manifest.MalformedManifestException.require;

import dev.strata.kernel.content.ChunkId;
import dev.strata.kernel.content.LeafRule;
import dev.strata.kernel.content.Manifest;
import dev.strata.kernel.content.ManifestEntry;
import dev.strata.storage.chunk.ChunkStore;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Manifests as bytes; {@code docs/storage-format.md} has the layout. One manifest has one encoding. */
final class ManifestCodec {
    /** More chunks than this do not fit into a manifest without leaves; only {@link Manifest#FIXED_4M} has as many. */
    static final int ENTRIES_MAX;

    /** More leaves than this do not fit into a manifest. */
    static final int LEAVES_MAX;

    private static final int MAGIC = 0x5354524D; // STRM
    private static final byte FLAT = 1;
    private static final byte ROOT = 2;
    private static final int PROFILE_MAX = 32;
    private static final int LEAF_BYTES = ChunkId.BYTES + Integer.BYTES + Long.BYTES;

    static {
        ENTRIES_MAX = (ChunkStore.LENGTH_MAX - headBytes(PROFILE_MAX) - Integer.BYTES) / ManifestEntry.BYTES;
        LEAVES_MAX = (ChunkStore.LENGTH_MAX - headBytes(PROFILE_MAX) - Long.BYTES - Integer.BYTES) / LEAF_BYTES;
    }

    private final LeafRule rule;

    ManifestCodec(LeafRule rule) {
        this.rule = rule;
    }

    private static int headBytes(int profileLength) {
        return Integer.BYTES + 1 + 1 + profileLength + Long.BYTES + ChunkId.BYTES;
    }

    /** Whether a content of so many chunks has a manifest without leaves. */
    boolean isFlat(String profile, long chunks) {
        return chunks <= rule.most() || profile.equals(Manifest.FIXED_4M);
    }

    byte[] encode(Manifest manifest) {
        List<ManifestEntry> chunks = manifest.chunks();
        if (!isFlat(manifest.profile(), chunks.size()) || chunks.size() > ENTRIES_MAX) {
            throw new IllegalArgumentException("%d chunks need leaves".formatted(chunks.size()));
        }
        int restBytes = Integer.BYTES + chunks.size() * ManifestEntry.BYTES;
        byte[] bytes = new byte[headBytes(manifest.profile().length()) + restBytes];
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        write(ManifestHead.of(manifest), FLAT, buffer);
        buffer.putInt(chunks.size());
        Entries.write(chunks, buffer);
        return bytes;
    }

    byte[] encode(ManifestForm.Root root) {
        List<Leaf> leaves = root.leaves();
        int restBytes = Long.BYTES + Integer.BYTES + leaves.size() * LEAF_BYTES;
        byte[] bytes = new byte[headBytes(root.head().profile().length()) + restBytes];
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        write(root.head(), ROOT, buffer);
        buffer.putLong(root.head().chunks()).putInt(leaves.size());
        for (Leaf leaf : leaves) {
            buffer.put(leaf.id().digest()).putInt(leaf.chunks()).putLong(leaf.bytes());
        }
        return bytes;
    }

    private static void write(ManifestHead head, byte format, ByteBuffer to) {
        byte[] profile = head.profile().getBytes(StandardCharsets.US_ASCII);
        to.putInt(MAGIC)
                .put(format)
                .put((byte) profile.length)
                .put(profile)
                .putLong(head.size())
                .put(HexFormat.of().parseHex(head.sha256()));
    }

    /** Reads exactly what is written here, and refuses everything else. */
    ManifestForm decode(byte[] bytes) throws MalformedManifestException {
        try {
            return decode(ByteBuffer.wrap(bytes));
        } catch (BufferUnderflowException e) {
            throw new MalformedManifestException("it ends after %d bytes".formatted(bytes.length), e);
        } catch (IllegalArgumentException e) {
            throw new MalformedManifestException(String.valueOf(e.getMessage()), e);
        }
    }

    private ManifestForm decode(ByteBuffer buffer) throws MalformedManifestException {
        require(buffer.getInt() == MAGIC, "it does not begin with STRM");
        byte format = buffer.get();
        require(format == FLAT || format == ROOT, "its format is %d, known are 1 and 2".formatted(format));
        int profileLength = buffer.get();
        require(
                profileLength >= 1 && profileLength <= PROFILE_MAX,
                "its profile has %d bytes".formatted(profileLength));
        String profile = new String(take(buffer, profileLength), StandardCharsets.ISO_8859_1);
        long size = buffer.getLong();
        String sha256 = HexFormat.of().formatHex(take(buffer, ChunkId.BYTES));
        return format == FLAT ? flat(profile, size, sha256, buffer) : root(profile, size, sha256, buffer);
    }

    private ManifestForm flat(String profile, long size, String sha256, ByteBuffer buffer)
            throws MalformedManifestException {
        int count = buffer.getInt();
        require(isFlat(profile, count) && count <= ENTRIES_MAX, "%d chunks need leaves".formatted(count));
        return new ManifestForm.Flat(new Manifest(profile, size, sha256, Entries.read(buffer, count)));
    }

    private ManifestForm root(String profile, long size, String sha256, ByteBuffer buffer)
            throws MalformedManifestException {
        Manifest.requireProfile(profile);
        long chunks = buffer.getLong();
        require(!isFlat(profile, chunks), "%d chunks need no leaves".formatted(chunks));
        int count = buffer.getInt();
        require(
                count >= 1 && count <= LEAVES_MAX && buffer.remaining() == (long) count * LEAF_BYTES,
                "%d leaves do not fit %d bytes".formatted(count, buffer.remaining()));
        List<Leaf> leaves = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            leaves.add(new Leaf(ChunkId.read(buffer), buffer.getInt(), buffer.getLong()));
        }
        long named = 0;
        long bytes = 0;
        for (int i = 0; i < count; i++) {
            Leaf leaf = leaves.get(i);
            boolean last = i == count - 1;
            require(
                    leaf.chunks() >= (last ? 1 : rule.least()) && leaf.chunks() <= rule.most(),
                    "a leaf has %d chunks".formatted(leaf.chunks()));
            require(
                    leaf.bytes() >= leaf.chunks() && leaf.bytes() <= (long) leaf.chunks() * ManifestEntry.LENGTH_MAX,
                    "%d chunks have %d bytes".formatted(leaf.chunks(), leaf.bytes()));
            named += leaf.chunks();
            bytes += leaf.bytes();
        }
        require(named == chunks, "its leaves have %d chunks, not %d".formatted(named, chunks));
        require(bytes == size, "its leaves have %d bytes, not %d".formatted(bytes, size));
        return new ManifestForm.Root(new ManifestHead(profile, size, sha256, chunks), leaves);
    }

    private static byte[] take(ByteBuffer buffer, int length) {
        byte[] bytes = new byte[length];
        buffer.get(bytes);
        return bytes;
    }
}
