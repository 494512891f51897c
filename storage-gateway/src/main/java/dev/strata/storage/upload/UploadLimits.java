package dev.strata.storage.upload;

import dev.strata.storage.manifest.ManifestStore;
import dev.strata.storage.memory.HeapShare;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What strangers may send.
 *
 * @param memory for all uploads together; a fifth of the heap if not set
 * @param waitMax how long an upload waits for memory
 * @param sizeMax of one streamed upload; what a manifest can hold however it is cut if not set
 * @param batchMax of one body of chunks
 * @param manifestMax of one body that describes a manifest
 */
@ConfigurationProperties("strata.upload")
public record UploadLimits(
        @Nullable DataSize memory,
        @DefaultValue("30s") Duration waitMax,
        @Nullable DataSize sizeMax,
        @DefaultValue("64MB") DataSize batchMax,
        @DefaultValue("12MB") DataSize manifestMax) {

    /** So many bytes of one stream are stored at once when memory is short. */
    public static final int BATCH_BYTES_MIN = 2 << 20;

    private static final int BATCH_BYTES_MAX = 16 << 20;
    private static final int BATCHES = 16;

    public long memoryBytes() {
        return HeapShare.of("strata.upload.memory", memory, 4 * memory(2L * BATCH_BYTES_MIN));
    }

    public long sizeMaxBytes() {
        return sizeMax == null ? ManifestStore.SIZE_SURE : sizeMax.toBytes();
    }

    /** The same when there is plenty: a pack full. */
    public int batchBytes() {
        return Math.clamp(memoryBytes() / BATCHES, BATCH_BYTES_MIN, BATCH_BYTES_MAX);
    }

    /** What bytes take that are being stored: they are there as they came, and sealed. */
    public static long memory(long bytes) {
        return 2 * bytes;
    }
}
