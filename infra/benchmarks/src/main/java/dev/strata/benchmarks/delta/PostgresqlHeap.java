package dev.strata.benchmarks.delta;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;

/**
 * A stand-in for a table of PostgreSQL: full pages of 8 KiB with their headers. An update marks the old row, which
 * changes its page, and writes the new one to pages at the end.
 */
final class PostgresqlHeap {
    private static final int PAGE = 8192;
    private static final int HEADER = 24;
    private static final int ROWS = 61;
    private static final int ROW = 128;
    private static final int PAGES = 26_000;

    private PostgresqlHeap() {}

    /** An eighth of a percent of the rows, anywhere. */
    static void changeAnywhere(Path before, Path after) throws IOException {
        SplittableRandom random = new SplittableRandom(13);
        change(before, after, PAGES * ROWS / 800, _ -> random.nextInt(PAGES * ROWS));
    }

    /** One percent of the rows, one after the other. */
    static void changeInARow(Path before, Path after) throws IOException {
        change(before, after, PAGES * ROWS / 100, i -> PAGES * ROWS / 3 + i);
    }

    private static void change(Path before, Path after, int count, IntUnaryOperator row) throws IOException {
        byte[] bytes = table(PAGES, 17);
        Files.write(before, bytes);
        ByteBuffer table = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            int changed = row.applyAsInt(i);
            int page = changed / ROWS * PAGE;
            table.putLong(page, 1_000_000L + i); // pd_lsn
            table.putInt(rowPlace(page, changed % ROWS) + 4, 4711); // t_xmax
        }
        Files.write(after, bytes);
        Files.write(after, table((count + ROWS - 1) / ROWS, 19), StandardOpenOption.APPEND);
    }

    private static int rowPlace(int page, int row) {
        return page + PAGE - (row + 1) * ROW;
    }

    private static byte[] table(int pages, long seed) {
        byte[] bytes = new byte[pages * PAGE];
        ByteBuffer table = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        SplittableRandom random = new SplittableRandom(seed);
        for (int page = 0; page < pages * PAGE; page += PAGE) {
            table.putLong(page, random.nextInt(1_000_000))
                    .putShort(page + 12, (short) (HEADER + 4 * ROWS)) // pd_lower
                    .putShort(page + 14, (short) (PAGE - ROW * ROWS)) // pd_upper
                    .putShort(page + 16, (short) PAGE) // pd_special
                    .putShort(page + 18, (short) (PAGE | 4));
            for (int row = 0; row < ROWS; row++) {
                table.putInt(page + HEADER + 4 * row, rowPlace(0, row) | 1 << 15 | ROW << 17);
                for (int i = 0; i < ROW - 4; i += Long.BYTES) {
                    table.putLong(rowPlace(page, row) + i, random.nextLong());
                }
            }
        }
        return bytes;
    }
}
