package dev.strata.storage.memory;

import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/** How large a budget is when nobody has said: a fifth of the heap, as the garbage collector rounds large arrays up. */
public final class HeapShare {
    private HeapShare() {}

    /**
     * The size of a budget.
     *
     * @param bytesMin what it needs to be of any use
     */
    public static long of(String property, @Nullable DataSize configured, long bytesMin) {
        long bytes =
                configured == null ? Math.max(bytesMin, Runtime.getRuntime().maxMemory() / 5) : configured.toBytes();
        if (bytes < bytesMin) {
            throw new IllegalArgumentException(
                    "%s must be %d bytes or more, not %d".formatted(property, bytesMin, bytes));
        }
        return bytes;
    }
}
