package dev.strata.client.progress;

import java.util.Locale;

/**
 * Writes bytes and rates for people.
 *
 * <pre>{@code
 * Amount.ofBytes(1_500_000); // 1.50 MB
 * }</pre>
 */
public final class Amount {
    private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB", "PB", "EB"};

    private Amount() {}

    /** Three digits that count, such as {@code 1.50 MB}; thousands of bytes, as disks are sold. */
    public static String ofBytes(long bytes) {
        if (bytes < 1000) {
            return bytes + " B";
        }
        double value = bytes;
        int unit = 0;
        while (value >= 999.5 && unit < UNITS.length - 1) {
            value /= 1000;
            unit++;
        }
        int decimals = value < 9.995 ? 2 : value < 99.95 ? 1 : 0;
        return String.format(Locale.ROOT, "%." + decimals + "f %s", value, UNITS[unit]);
    }

    public static String rate(long bytes, long nanos) {
        return ofBytes((long) (bytes * 1e9 / Math.max(nanos, 1))) + "/s";
    }

    public static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.2f s", nanos / 1e9);
    }
}
