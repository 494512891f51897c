package dev.strata.storage.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.strata.kernel.content.ChunkId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** Each request has a thread of its own: what a thread leaves outside the heap would be there for ever. */
class CodedChunkMemoryTest {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final int THREADS = 2_000;
    private static final byte[] TEXT =
            "a line of text that is like the others\n".repeat(200).getBytes(StandardCharsets.UTF_8);
    private static final ChunkId ID = ChunkId.ofBytes(TEXT);

    private static long residentKilobytes() throws IOException {
        return Files.readAllLines(STATUS).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }

    private static void compressInThreads(int threads) {
        try (ExecutorService each = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < threads; i++) {
                each.submit(() -> CodedChunk.of(ID, TEXT, 0, TEXT.length));
            }
        }
    }

    @Test
    void threadsThatHaveEndedHoldNoMemory() throws IOException {
        assumeThat(STATUS).exists();
        compressInThreads(100);
        long before = residentKilobytes();
        compressInThreads(THREADS);
        assertThat(residentKilobytes() - before).isLessThan(THREADS * 100L);
    }
}
