package dev.strata.storage.download;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.kernel.content.Manifest;
import dev.strata.kernel.content.ManifestEntry;
import dev.strata.kernel.id.SpaceId;
import dev.strata.storage.chunk.Chunk;
import dev.strata.storage.chunk.ChunkWorkers;
import dev.strata.storage.chunk.TestStorage;
import dev.strata.storage.manifest.ChunkSequence;
import dev.strata.storage.manifest.Manifests;
import dev.strata.storage.memory.MemoryBudget;
import dev.strata.storage.pack.InMemoryPackStore;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import org.springframework.util.FileSystemUtils;

/** Ranges over chunks are ranges over bytes. */
class ContentReaderProperties {
    private static final SimpleMeterRegistry METERS = new SimpleMeterRegistry();
    private static final ChunkWorkers WORKERS = new ChunkWorkers();
    private static final SpaceId SPACE = SpaceId.random();
    private static final Path DIRECTORY = temporary();
    private static final TestStorage STORAGE =
            new TestStorage(new InMemoryPackStore(), DIRECTORY.resolve("keys"), Map.of());

    private static Path temporary() {
        try {
            return Files.createTempDirectory("content-reader");
        } catch (IOException e) {
            throw new UncheckedIOException("no temporary directory", e);
        }
    }

    @AfterContainer
    static void stop() throws IOException {
        WORKERS.close();
        STORAGE.close();
        FileSystemUtils.deleteRecursively(DIRECTORY);
    }

    @Property(tries = 300)
    void anyRangesGiveTheSameBytesAsTheWhole(
            @ForAll @Size(max = 12) List<@IntRange(min = 1, max = 50) Integer> lengths,
            @ForAll @Size(min = 1, max = 4) List<@IntRange(max = 600) Integer> starts,
            @ForAll @IntRange(max = 300) int rangeLength,
            @ForAll boolean roomy,
            @ForAll long seed)
            throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        Manifest manifest = store(lengths, new Random(seed % 3), content);
        List<ByteRange> ranges = ranges(starts, rangeLength, content.size());
        MemoryBudget budget = new MemoryBudget("test", roomy ? 1 << 20 : 8 << 10, Duration.ofSeconds(1), METERS);
        ContentReader reader = new ContentReader(STORAGE.reader(), WORKERS, budget);

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
    private static Manifest store(List<Integer> lengths, Random random, ByteArrayOutputStream content)
            throws IOException {
        List<Chunk> chunks = new ArrayList<>();
        List<ManifestEntry> entries = new ArrayList<>();
        for (int length : lengths) {
            byte[] chunk = new byte[length];
            java.util.Arrays.fill(chunk, (byte) random.nextInt(30));
            chunks.add(Chunk.of(chunk, 0, length));
            entries.add(new ManifestEntry(chunks.getLast().id(), length));
            content.writeBytes(chunk);
        }
        STORAGE.chunks().put(SPACE, chunks);
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
        try (ContentStream stream = reader.open(ChunkSequence.of(manifest.chunks()), ranges)) {
            for (ContentStream.Piece piece = stream.next(); piece != null; piece = stream.next()) {
                parts.get(piece.range()).write(piece.buffer(), piece.offset(), piece.length());
            }
        }
        return parts.stream().map(ByteArrayOutputStream::toByteArray).toList();
    }
}
