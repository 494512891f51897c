package dev.strata.storage.manifest;

import dev.strata.kernel.content.ChunkId;
import dev.strata.kernel.content.ManifestEntry;
import java.nio.ByteBuffer;
import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;

/** Chunks as manifests list them, made out of their bytes when they are asked for: a tenth of the memory. */
final class Entries extends AbstractList<ManifestEntry> implements RandomAccess {
    private final ByteBuffer bytes;

    private Entries(ByteBuffer bytes) {
        this.bytes = bytes;
    }

    static void write(List<ManifestEntry> entries, ByteBuffer to) {
        for (ManifestEntry entry : entries) {
            entry.write(to);
        }
    }

    /** All that is left of the buffer, which must not change any more. */
    static Entries read(ByteBuffer from, int count) throws MalformedManifestException {
        MalformedManifestException.require(
                count >= 0 && from.remaining() == (long) count * ManifestEntry.BYTES,
                "%d chunks do not fit %d bytes".formatted(count, from.remaining()));
        return new Entries(from.slice());
    }

    @Override
    public ManifestEntry get(int index) {
        ByteBuffer entry = bytes.slice(index * ManifestEntry.BYTES, ManifestEntry.BYTES);
        return new ManifestEntry(ChunkId.read(entry), entry.getInt());
    }

    @Override
    public int size() {
        return bytes.capacity() / ManifestEntry.BYTES;
    }
}
