package dev.strata.storage.upload;

import dev.strata.kernel.content.Manifest;
import dev.strata.storage.manifest.ManifestCodec;
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
 * @param sizeMax of one streamed upload; what a manifest can hold if not set
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

    /** One upload takes two chunks: one is read while the other is written. */
    static final int STREAM_BYTES = 2 * Manifest.FIXED_4M_BYTES;

    public long memoryBytes() {
        return HeapShare.of("strata.upload.memory", memory, 4L * STREAM_BYTES);
    }

    public long sizeMaxBytes() {
        return sizeMax == null ? ManifestCodec.SIZE_MAX : Math.min(sizeMax.toBytes(), ManifestCodec.SIZE_MAX);
    }
}
