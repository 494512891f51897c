package dev.strata.storage.download;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;

/** What stands around the bytes of an answer: nothing for one range, {@code multipart/byteranges} for several. */
final class Parts {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final byte[] NOTHING = {};

    private final String mediaType;
    private final long size;
    private final List<ByteRange> ranges;
    private final String boundary;

    Parts(String mediaType, long size, List<ByteRange> ranges) {
        this.mediaType = mediaType;
        this.size = size;
        this.ranges = ranges;
        byte[] random = new byte[16];
        RANDOM.nextBytes(random);
        this.boundary = HexFormat.of().formatHex(random);
    }

    boolean several() {
        return ranges.size() > 1;
    }

    String contentType() {
        return several() ? "multipart/byteranges; boundary=" + boundary : mediaType;
    }

    /** Of the one range. */
    String contentRange() {
        return ranges.getFirst().header(size);
    }

    /** Of the whole body. */
    long length() {
        long bytes = ranges.stream().mapToLong(ByteRange::length).sum();
        if (several()) {
            for (int i = 0; i < ranges.size(); i++) {
                bytes += before(i).length;
            }
            bytes += end().length;
        }
        return bytes;
    }

    byte[] before(int range) {
        if (!several()) {
            return NOTHING;
        }
        return "%s--%s\r\nContent-Type: %s\r\nContent-Range: %s\r\n\r\n"
                .formatted(
                        range == 0 ? "" : "\r\n",
                        boundary,
                        mediaType,
                        ranges.get(range).header(size))
                .getBytes(StandardCharsets.US_ASCII);
    }

    byte[] end() {
        return several() ? "\r\n--%s--\r\n".formatted(boundary).getBytes(StandardCharsets.US_ASCII) : NOTHING;
    }
}
