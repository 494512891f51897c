package dev.strata.client;

import static dev.strata.client.RemotePath.value;

import dev.strata.kernel.content.ManifestEntry;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;

/** Collects chunks and sends many of them in one body; {@code docs/storage-format.md} has the layout. */
final class ChunkBatch {
    private static final int BYTES_MAX = 8 << 20;
    private static final int HEADER_BYTES = 32 + Integer.BYTES;

    private final Requests requests;
    private final String spaceId;
    private final ByteBuffer body;

    /** @param bytes how many there will be at most, headers included */
    @SuppressWarnings("MissingSummary") // the class says it
    ChunkBatch(Requests requests, String spaceId, long bytes) {
        this.requests = requests;
        this.spaceId = spaceId;
        this.body = ByteBuffer.allocate((int) Math.min(BYTES_MAX, bytes));
    }

    /** What a chunk takes in a body. */
    static long bytes(ManifestEntry chunk) {
        return (long) HEADER_BYTES + chunk.length();
    }

    /** Whether there was room. */
    boolean add(ManifestEntry chunk, byte[] bytes) {
        if (body.remaining() < bytes(chunk)) {
            return false;
        }
        body.put(chunk.id().digest()).putInt(bytes.length).put(bytes);
        return true;
    }

    /** Chunks can be sent again without being stored again, so this is repeated if there is no answer. */
    void send() throws IOException {
        if (body.position() == 0) {
            return;
        }
        requests.transport()
                .run(requests.keyed("/v1/chunks?space=" + value(spaceId))
                        .header("Content-Type", "application/vnd.strata.chunks")
                        .POST(BodyPublishers.ofByteArray(body.array(), 0, body.position()))
                        .build());
        body.clear();
    }
}
