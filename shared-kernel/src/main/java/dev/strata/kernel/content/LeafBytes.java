package dev.strata.kernel.content;

import java.nio.ByteBuffer;
import java.util.List;

/** Leaves of large manifests as the bytes of chunks; {@code docs/storage-format.md} has the layout. */
public final class LeafBytes {
    public static final int MAGIC = 0x5354524C; // STRL
    public static final byte FORMAT = 1;
    public static final int HEADER_BYTES = Integer.BYTES + 1 + Integer.BYTES;

    private LeafBytes() {}

    public static byte[] of(List<ManifestEntry> entries) {
        ByteBuffer buffer = ByteBuffer.allocate(HEADER_BYTES + entries.size() * ManifestEntry.BYTES)
                .putInt(MAGIC)
                .put(FORMAT)
                .putInt(entries.size());
        entries.forEach(entry -> entry.write(buffer));
        return buffer.array();
    }
}
