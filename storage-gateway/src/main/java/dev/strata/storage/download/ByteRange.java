package dev.strata.storage.download;

/**
 * A part of a content.
 *
 * @param from the first byte
 * @param until the byte after the last; never before {@code from}
 */
public record ByteRange(long from, long until) {
    public ByteRange {
        if (from < 0 || until < from) {
            throw new IllegalArgumentException("not a byte range: %d to %d".formatted(from, until));
        }
    }

    public long length() {
        return until - from;
    }

    /** As the value of {@code Content-Range}. */
    public String header(long size) {
        return "bytes %d-%d/%d".formatted(from, until - 1, size);
    }
}
