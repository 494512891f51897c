package dev.strata.storage.download;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.kernel.content.Manifest;
import dev.strata.kernel.content.ManifestEntry;
import dev.strata.storage.chunk.ChunkWorkers;
import dev.strata.storage.chunk.InMemoryChunkStore;
import dev.strata.storage.chunk.VerifyingChunkStore;
import dev.strata.storage.manifest.Manifests;
import dev.strata.storage.memory.MemoryBudget;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;

/** Ranges over chunks are ranges over bytes. */
class ContentReaderProperties {
    private static final SimpleMeterRegistry METERS = new SimpleMeterRegistry();
    private static final ChunkWorkers WORKERS = new ChunkWorkers();

    @AfterContainer
    static void stop() {
        WORKERS.close();
    }

    @Property(tries = 300)
    void anyRangesGiveTheSameBytesAsTheWhole(
            @ForAll @Size(max = 12) List<@IntRange(min = 1, max = 50) Integer> lengths,
            @ForAll @Size(min = 1, max = 4) List<@IntRange(max = 600) Integer> starts,
            @ForAll @IntRange(max = 300) int rangeLength,
            @ForAll boolean roomy,
            @ForAll long seed)
            throws IOException {
        VerifyingChunkStore store = new VerifyingChunkStore(new InMemoryChunkStore(), METERS);
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        Manifest manifest = store(store, lengths, new Random(seed % 3), content);
        List<ByteRange> ranges = ranges(starts, rangeLength, content.size());
        MemoryBudget budget = new MemoryBudget("test", roomy ? 1 << 20 : 1 << 10, Duration.ofSeconds(1), METERS);
        ContentReader reader = new ContentReader(store, WORKERS, budget);

        List<byte[]> parts = read(reader, manifest, ranges);

        for (int i = 0; i < ranges.size(); i++) {
            byte[] expected = java.util.Arrays.copyOfRange(
                    content.toByteArray(), (int) ranges.get(i).from(), (int)
                            ranges.get(i).until());
            assertThat(parts.get(i)).isEqualTo(expected);
        }
        assertThat(budget.reservedBytes()).isZero();
    }

    /** Few different bytes, so that some chunks are the same. */
    private static Manifest store(
            VerifyingChunkStore store, List<Integer> lengths, Random random, ByteArrayOutputStream content)
            throws IOException {
        List<ManifestEntry> entries = new ArrayList<>();
        for (int length : lengths) {
            byte[] chunk = new byte[length];
            java.util.Arrays.fill(chunk, (byte) random.nextInt(3));
            entries.add(new ManifestEntry(store.put(chunk, 0, length), length));
            content.writeBytes(chunk);
        }
        return new Manifest("test", content.size(), Manifests.EMPTY_SHA_256, entries);
    }

    private static List<ByteRange> ranges(List<Integer> starts, int length, int size) {
        return starts.stream()
                .map(start -> new ByteRange(Math.min(start, size), Math.min(start + length, size)))
                .toList();
    }

    private static List<byte[]> read(ContentReader reader, Manifest manifest, List<ByteRange> ranges)
            throws IOException {
        List<ByteArrayOutputStream> parts =
                ranges.stream().map(_ -> new ByteArrayOutputStream()).toList();
        try (ContentStream stream = reader.open(manifest, ranges)) {
            for (ContentStream.Piece piece = stream.next(); piece != null; piece = stream.next()) {
                parts.get(piece.range()).write(piece.buffer(), piece.offset(), piece.length());
            }
        }
        return parts.stream().map(ByteArrayOutputStream::toByteArray).toList();
    }
}
