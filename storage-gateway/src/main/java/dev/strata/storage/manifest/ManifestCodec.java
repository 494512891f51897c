package dev.strata.storage.manifest;

import dev.strata.kernel.content.ChunkId;
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
public final class ManifestCodec {
    /** An encoded manifest is a chunk, and has to fit into one. */
    public static final int ENTRIES_MAX;

    /** The largest content that chunks of full length can make: 455 GiB. */
    public static final long SIZE_MAX;

    private static final int MAGIC = 0x5354524D; // STRM
    private static final byte FORMAT = 1;
    private static final int PROFILE_MAX = 32;
    private static final int DIGEST_BYTES = 32;
    private static final int ENTRY_BYTES = DIGEST_BYTES + Integer.BYTES;

    static {
        ENTRIES_MAX = (ChunkStore.LENGTH_MAX - headerBytes(PROFILE_MAX)) / ENTRY_BYTES;
        SIZE_MAX = (long) ENTRIES_MAX * ManifestEntry.LENGTH_MAX;
    }

    private ManifestCodec() {}

    private static int headerBytes(int profileLength) {
        return Integer.BYTES + 1 + 1 + profileLength + Long.BYTES + DIGEST_BYTES + Integer.BYTES;
    }

    public static byte[] encode(Manifest manifest) {
        List<ManifestEntry> chunks = manifest.chunks();
        if (chunks.size() > ENTRIES_MAX) {
            throw new IllegalArgumentException(
                    "a manifest has at most %d chunks, not %d".formatted(ENTRIES_MAX, chunks.size()));
        }
        byte[] profile = manifest.profile().getBytes(StandardCharsets.US_ASCII);
        ByteBuffer buffer = ByteBuffer.allocate(headerBytes(profile.length) + chunks.size() * ENTRY_BYTES)
                .putInt(MAGIC)
                .put(FORMAT)
                .put((byte) profile.length)
                .put(profile)
                .putLong(manifest.size())
                .put(HexFormat.of().parseHex(manifest.sha256()))
                .putInt(chunks.size());
        for (ManifestEntry entry : chunks) {
            buffer.put(entry.id().digest()).putInt(entry.length());
        }
        return buffer.array();
    }

    /** Reads exactly what {@link #encode} writes, and refuses everything else. */
    public static Manifest decode(byte[] bytes) throws MalformedManifestException {
        try {
            return decode(ByteBuffer.wrap(bytes));
        } catch (BufferUnderflowException e) {
            throw new MalformedManifestException("it ends after %d bytes".formatted(bytes.length), e);
        } catch (IllegalArgumentException e) {
            throw new MalformedManifestException(String.valueOf(e.getMessage()), e);
        }
    }

    private static Manifest decode(ByteBuffer buffer) throws MalformedManifestException {
        require(buffer.getInt() == MAGIC, "it does not begin with STRM");
        byte format = buffer.get();
        require(format == FORMAT, "its format is %d, known is %d".formatted(format, FORMAT));
        int profileLength = buffer.get();
        require(
                profileLength >= 1 && profileLength <= PROFILE_MAX,
                "its profile has %d bytes".formatted(profileLength));
        String profile = new String(take(buffer, profileLength), StandardCharsets.ISO_8859_1);
        long size = buffer.getLong();
        String sha256 = HexFormat.of().formatHex(take(buffer, DIGEST_BYTES));
        int count = buffer.getInt();
        require(
                count >= 0 && count <= ENTRIES_MAX && buffer.remaining() == count * ENTRY_BYTES,
                "%d chunks do not fit %d bytes".formatted(count, buffer.remaining()));
        List<ManifestEntry> chunks = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            chunks.add(new ManifestEntry(ChunkId.ofDigest(take(buffer, DIGEST_BYTES)), buffer.getInt()));
        }
        return new Manifest(profile, size, sha256, chunks);
    }

    private static byte[] take(ByteBuffer buffer, int length) {
        byte[] bytes = new byte[length];
        buffer.get(bytes);
        return bytes;
    }

    private static void require(boolean holds, String otherwise) throws MalformedManifestException {
        if (!holds) {
            throw new MalformedManifestException(otherwise, null);
        }
    }
}
