package dev.strata.storage.pack.remote;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which bytes of an object an answer holds, as its {@code Content-Range} says. */
public record ObjectPart(long first, long total) {
    private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (\\d{1,18})-\\d{1,18}/(\\d{1,18})");

    /** An answer without a range is the whole object. */
    public static ObjectPart of(@Nullable String contentRange, @Nullable String contentLength) {
        if (contentRange == null) {
            return new ObjectPart(0, contentLength == null ? -1 : Long.parseLong(contentLength));
        }
        Matcher range = CONTENT_RANGE.matcher(contentRange);
        if (!range.matches()) {
            throw new IllegalArgumentException("not a range that was answered: " + contentRange);
        }
        return new ObjectPart(Long.parseLong(range.group(1)), Long.parseLong(range.group(2)));
    }
}
