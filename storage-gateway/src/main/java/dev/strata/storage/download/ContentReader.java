package dev.strata.storage.download;

import dev.strata.storage.chunk.ChunkReader;
import dev.strata.storage.chunk.ChunkWorkers;
import dev.strata.storage.manifest.ChunkSequence;
import dev.strata.storage.memory.MemoryBudget;
import dev.strata.storage.memory.Reservation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.IntSummaryStatistics;
import java.util.List;
import org.springframework.stereotype.Component;

/** Opens byte ranges over the chunks of a content: verified bytes only, read ahead while there is memory to spare. */
@Component
public class ContentReader {
    /** Neighbours of up to so many bytes are read at once. */
    private static final int SEGMENT_BYTES = 1 << 20;

    /** A segment is there sealed, opened, and one of its chunks decrypted. */
    private static final int COPIES = 3;

    /** So many segments are read at once, for one of them takes a core longer than the client takes to fetch it. */
    private static final int AHEAD = 3;

    private final ChunkReader chunks;
    private final ChunkWorkers workers;
    private final MemoryBudget memory;

    ContentReader(ChunkReader chunks, ChunkWorkers workers, MemoryBudget downloadMemory) {
        this.chunks = chunks;
        this.workers = workers;
        this.memory = downloadMemory;
    }

    /** What reading a segment of such chunks takes. */
    static long memory(int chunkLength) {
        return (long) COPIES * chunkLength;
    }

    /**
     * The content of these ranges, one after the other. The first bytes have been read and verified when this returns,
     * so that a broken chunk is found while the client can still be told.
     */
    public ContentStream open(ChunkSequence content, List<ByteRange> ranges) throws IOException {
        Slices slices = new Slices(content, ranges);
        List<Slice> first = slices.next(SegmentPlan.LOOK_UP);
        IntSummaryStatistics lengths =
                first.stream().mapToInt(slice -> slice.entry().length()).summaryStatistics();
        int longest = slices.hasNext() ? content.longest() : Math.max(0, lengths.getMax());
        long wanted = slices.hasNext() ? Long.MAX_VALUE : lengths.getSum();
        int segmentMax = Math.max(longest, (int) Math.min(SEGMENT_BYTES, wanted));
        List<Reservation> reserved = new ArrayList<>();
        reserved.add(memory.reserve(memory(segmentMax)));
        for (int i = 0; i < AHEAD && wanted > (long) reserved.size() * segmentMax; i++) {
            memory.reserveSpare(memory(segmentMax)).ifPresent(reserved::add);
        }
        SegmentPlan plan = new SegmentPlan(chunks, first, slices, segmentMax);
        ContentStream stream = new ContentStream(chunks, workers, plan, segmentMax, reserved);
        try {
            stream.prime();
            return stream;
        } catch (IOException | RuntimeException e) {
            stream.close();
            throw e;
        }
    }
}
