package dev.strata.storage.chunk;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.strata.kernel.content.ChunkId;
import dev.strata.storage.index.Location;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;

/**
 * Keeps opened chunks that are read again and again, each as a chunk of its pack: so what lies in one dedup domain is
 * never answered in another. One that is read once costs no memory.
 */
@Component
class ChunkCache {
    private static final long BYTES_DEFAULT = 64 << 20;
    private static final int HEAP_SHARE = 8;

    /** What an entry takes besides its bytes, about. */
    private static final int OVERHEAD = 200;

    private static final int REMEMBERED = 10_000;

    private record Key(UUID pack, ChunkId chunk) {
        static Key of(Location location) {
            return new Key(location.pack(), location.entry().id());
        }
    }

    private final Cache<Key, byte[]> chunks;
    private final Cache<Key, Boolean> readOnce =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();
    private final Counter hits;
    private final Counter misses;

    ChunkCache(@Value("${strata.download.cache:#{null}}") @Nullable DataSize size, MeterRegistry meters) {
        long bytes =
                size == null ? Math.min(BYTES_DEFAULT, Runtime.getRuntime().maxMemory() / HEAP_SHARE) : size.toBytes();
        this.chunks = Caffeine.newBuilder()
                .maximumWeight(bytes)
                .executor(Runnable::run) // what does not fit goes at once
                .<Key, byte[]>weigher((_, chunk) -> chunk.length + OVERHEAD)
                .build();
        this.hits = meters.counter("strata.chunk.cache", "result", "hit");
        this.misses = meters.counter("strata.chunk.cache", "result", "miss");
        meters.gauge("strata.chunk.cache.bytes", chunks, ChunkCache::weight);
    }

    private static double weight(Cache<?, ?> cache) {
        return cache.policy()
                .eviction()
                .map(eviction -> eviction.weightedSize().orElse(0))
                .orElse(0L);
    }

    /** Writes the chunks of the segment to {@code target}; false if they are not all here. */
    boolean read(Segment segment, byte[] target) {
        int to = 0;
        for (Location location : segment.locations()) {
            byte[] chunk = chunks.getIfPresent(Key.of(location));
            if (chunk == null) {
                misses.increment();
                return false;
            }
            System.arraycopy(chunk, 0, target, to, chunk.length);
            to += chunk.length;
        }
        hits.increment();
        return true;
    }

    /** Takes a chunk that has just been verified, if it was read before. */
    void offer(Location location, byte[] source, int from) {
        Key key = Key.of(location);
        if (readOnce.asMap().putIfAbsent(key, true) != null) {
            chunks.put(
                    key,
                    Arrays.copyOfRange(source, from, from + location.entry().length()));
        }
    }
}
