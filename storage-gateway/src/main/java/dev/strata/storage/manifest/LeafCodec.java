package dev.strata.storage.manifest;

import static dev.strata.storage.manifest.MalformedManifestException.require;

import dev.strata.kernel.content.LeafBytes;
import dev.strata.kernel.content.LeafRule;
import dev.strata.kernel.content.ManifestEntry;
import dev.strata.kernel.content.Profile;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.List;

/** Reads the leaves of large manifests, which are {@link LeafBytes}. */
final class LeafCodec {
    /** No profile cuts shorter chunks, except the last one. */
    static final int CHUNK_BYTES_LEAST = 16 << 10;

    private final LeafRule rule;

    LeafCodec(LeafRule rule) {
        this.rule = rule;
    }

    /** A manifest with leaves has no longer chunk. */
    static int longest(String profile) {
        return Profile.find(profile).map(known -> known.splitter().max()).orElse(ManifestEntry.LENGTH_MAX);
    }

    /** No leaf is longer. */
    int bytesMax() {
        return LeafBytes.HEADER_BYTES + rule.most() * ManifestEntry.BYTES;
    }

    /**
     * Reads exactly what a leaf at that place can be, and refuses everything else.
     *
     * @param last whether no leaf comes behind it
     */
    List<ManifestEntry> decode(byte[] bytes, String profile, boolean last) throws MalformedManifestException {
        try {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            require(buffer.getInt() == LeafBytes.MAGIC, "a leaf does not begin with STRL");
            byte format = buffer.get();
            require(
                    format == LeafBytes.FORMAT,
                    "the format of a leaf is %d, known is %d".formatted(format, LeafBytes.FORMAT));
            int count = buffer.getInt();
            require(count >= 1 && count <= rule.most(), "a leaf has %d chunks".formatted(count));
            List<ManifestEntry> entries = Entries.read(buffer, count);
            check(entries, longest(profile), last);
            return entries;
        } catch (BufferUnderflowException e) {
            throw new MalformedManifestException("a leaf ends after %d bytes".formatted(bytes.length), e);
        } catch (IllegalArgumentException e) {
            throw new MalformedManifestException(String.valueOf(e.getMessage()), e);
        }
    }

    private void check(List<ManifestEntry> entries, int longest, boolean last) throws MalformedManifestException {
        int number = 0;
        for (ManifestEntry entry : entries) {
            number++;
            require(entry.length() <= longest, "its profile has no chunk of %d bytes".formatted(entry.length()));
            boolean full = rule.isFull(number, entry.id());
            require(
                    number == entries.size() ? full || last : !full,
                    "a leaf of %d chunks does not end where it should".formatted(entries.size()));
        }
    }
}
