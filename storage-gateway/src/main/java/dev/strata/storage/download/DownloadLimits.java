package dev.strata.storage.download;

import dev.strata.storage.chunk.ChunkStore;
import dev.strata.storage.memory.HeapShare;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What all downloads together may take; apart from uploads, so that slow readers keep nobody from writing.
 *
 * @param memory a fifth of the heap if not set
 * @param waitMax how long a download waits for memory
 */
@ConfigurationProperties("strata.download")
public record DownloadLimits(
        @Nullable DataSize memory, @DefaultValue("30s") Duration waitMax) {

    public long memoryBytes() {
        return HeapShare.of("strata.download.memory", memory, ContentReader.memory(ChunkStore.LENGTH_MAX));
    }
}
