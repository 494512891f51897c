package dev.strata.platform.web;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** The trace id of the request at hand (W3C Trace Context): in every log line, problem, event and onward call. */
public final class Trace {
    static final String HEADER = "traceparent";

    private static final String TRACE_ID = "traceId";
    private static final Pattern TRACEPARENT = Pattern.compile("00-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}");
    private static final SecureRandom RANDOM = new SecureRandom();

    private Trace() {}

    /** Takes the trace over from a {@code traceparent}, or begins one. */
    static String begin(@Nullable String traceparent) {
        Matcher matcher = TRACEPARENT.matcher(traceparent == null ? "" : traceparent);
        String id = matcher.matches() ? matcher.group(1) : randomHex(16);
        MDC.put(TRACE_ID, id);
        return id;
    }

    static void end() {
        MDC.remove(TRACE_ID);
    }

    /** The trace id, or null outside a request. */
    public static @Nullable String id() {
        return MDC.get(TRACE_ID);
    }

    /** The header for an onward call. */
    static String traceparent() {
        String id = id();
        return "00-%s-%s-01".formatted(id == null ? randomHex(16) : id, randomHex(8));
    }

    private static String randomHex(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}
