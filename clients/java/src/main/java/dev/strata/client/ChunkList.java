package dev.strata.client;

import dev.strata.kernel.content.ChunkId;
import dev.strata.kernel.content.ManifestEntry;
import dev.strata.kernel.content.Profile;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * What the server tells of how a content is cut: of each chunk the beginning of its id, and its length.
 *
 * @param manifestId which content it is; empty if an older server does not say
 * @param entries {@value #ENTRY_BYTES} bytes for each chunk
 */
record ChunkList(String manifestId, Profile profile, ByteBuffer entries) {
    private static final int ENTRY_BYTES = Long.BYTES + Integer.BYTES;

    /** Empty if this client does not know how to cut so. */
    static Optional<ChunkList> read(HttpResponse<InputStream> answer) throws IOException {
        byte[] entries;
        try (InputStream body = answer.body()) {
            entries = body.readAllBytes();
        }
        String manifestId = answer.headers().firstValue("Strata-Manifest").orElse("");
        return answer.headers()
                .firstValue("Strata-Profile")
                .flatMap(Profile::find)
                .map(profile -> new ChunkList(manifestId, profile, ByteBuffer.wrap(entries)));
    }

    /** Whether the next version is cut in the same way, and may be said by this one. */
    boolean obliges() {
        return !manifestId.isEmpty()
                && Profile.keptAfter(profile.text(), count()).isPresent();
    }

    int count() {
        return entries.limit() / ENTRY_BYTES;
    }

    /** The first 8 bytes of the id of a chunk. */
    long id(int number) {
        return entries.getLong(number * ENTRY_BYTES);
    }

    int length(int number) {
        return entries.getInt(number * ENTRY_BYTES + Long.BYTES);
    }

    boolean isAt(int number, ManifestEntry chunk) {
        return number < count() && id(number) == id(chunk.id()) && length(number) == chunk.length();
    }

    static long id(ChunkId id) {
        return ByteBuffer.wrap(id.digest()).getLong();
    }
}
