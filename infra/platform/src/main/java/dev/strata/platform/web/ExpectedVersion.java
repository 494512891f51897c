package dev.strata.platform.web;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** The node version that a caller names in {@code If-Match}. */
public final class ExpectedVersion {
    private ExpectedVersion() {}

    /** The version in {@code "7"}; null if the header is absent or {@code *}. */
    public static @Nullable Long parse(@Nullable String ifMatch) {
        if (ifMatch == null || ifMatch.equals("*")) {
            return null;
        }
        if (!ifMatch.matches("\"[0-9]{1,18}\"")) {
            throw new ProblemException(
                    HttpStatus.BAD_REQUEST, "invalid-value", "If-Match: expected one strong ETag such as \"7\", or *");
        }
        return Long.valueOf(ifMatch.substring(1, ifMatch.length() - 1));
    }

    /** The {@code ETag} of a version. */
    public static String etag(long version) {
        return "\"" + version + "\"";
    }
}
