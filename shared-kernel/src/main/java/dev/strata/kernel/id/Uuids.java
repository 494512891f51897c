package dev.strata.kernel.id;

import java.security.SecureRandom;
import java.util.UUID;
import java.util.regex.Pattern;

/** Makes UUIDs of version 7 (RFC 9562, 5.7): ordered by time to the millisecond, random below, so that indexes grow at one end. */
public final class Uuids {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Pattern CANONICAL =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    private Uuids() {}

    public static UUID next() {
        long time = System.currentTimeMillis() & 0xFFFF_FFFF_FFFFL;
        long high = time << 16 | 0x7000 | RANDOM.nextInt(1 << 12);
        long low = RANDOM.nextLong() >>> 2 | 1L << 63;
        return new UUID(high, low);
    }

    /** {@link UUID#fromString} takes shortened groups; two spellings of one id would be two cache keys and two log lines. */
    static UUID parse(String what, String text) {
        if (!CANONICAL.matcher(text).matches()) {
            throw new IllegalArgumentException("not a " + what + ": " + text);
        }
        return UUID.fromString(text);
    }
}
