package dev.strata.storage.download;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code Range} (RFC 9110, 14). What is no byte range, or asks for more than the whole, counts as no header at
 * all: the answer is then the whole content.
 */
final class RangeHeader {
    private static final int RANGES_MAX = 50;
    private static final Pattern RANGE = Pattern.compile("[ \\t]*(\\d{0,18})-(\\d{0,18})[ \\t]*");

    private RangeHeader() {}

    /** The ranges that the content has, maybe none; empty if there is nothing to be obeyed. */
    static Optional<List<ByteRange>> parse(@Nullable String header, long size) {
        if (header == null || !header.regionMatches(true, 0, "bytes=", 0, 6)) {
            return Optional.empty();
        }
        String[] specs = header.substring(6).split(",", -1);
        if (specs.length > RANGES_MAX) {
            return Optional.empty();
        }
        List<ByteRange> ranges = new ArrayList<>();
        for (String spec : specs) {
            Matcher matcher = RANGE.matcher(spec);
            if (!matcher.matches() || !add(ranges, matcher.group(1), matcher.group(2), size)) {
                return Optional.empty();
            }
        }
        long total = ranges.stream().mapToLong(ByteRange::length).sum();
        return total > size ? Optional.empty() : Optional.of(ranges);
    }

    /** False if it is no range; a range beyond the end is one, and adds nothing. */
    private static boolean add(List<ByteRange> ranges, String first, String last, long size) {
        if (first.isEmpty() && last.isEmpty()) {
            return false;
        }
        if (first.isEmpty()) {
            long length = Math.min(Long.parseLong(last), size);
            if (length > 0) {
                ranges.add(new ByteRange(size - length, size));
            }
            return true;
        }
        long from = Long.parseLong(first);
        long until = last.isEmpty() ? size : Math.min(Long.parseLong(last) + 1, size);
        if (!last.isEmpty() && Long.parseLong(last) < from) {
            return false;
        }
        if (from < size) {
            ranges.add(new ByteRange(from, until));
        }
        return true;
    }
}
