package dev.strata.storage.download;

import dev.strata.platform.web.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/** What a reader already has: {@code If-Match}, {@code If-None-Match}, {@code If-Range} (RFC 9110, 13). */
final class Preconditions {
    private final HttpServletRequest request;
    private final String etag;

    /**
     * Reads them from a request.
     *
     * @param etag of the content, strong, with its quotes
     */
    Preconditions(HttpServletRequest request, String etag) {
        this.request = request;
        this.etag = etag;
    }

    boolean notModified() {
        if (request.getHeader(HttpHeaders.IF_MATCH) != null && !names(HttpHeaders.IF_MATCH, false)) {
            throw new ProblemException(
                            HttpStatus.PRECONDITION_FAILED, "content-changed", "The content is another one by now.")
                    .withHeader(HttpHeaders.ETAG, etag);
        }
        return request.getHeader(HttpHeaders.IF_NONE_MATCH) != null && names(HttpHeaders.IF_NONE_MATCH, true);
    }

    private boolean names(String header, boolean weakToo) {
        return Collections.list(request.getHeaders(header)).stream()
                .flatMap(value -> Arrays.stream(value.split(",", -1)))
                .map(String::strip)
                .anyMatch(tag -> tag.equals("*") || tag.equals(etag) || (weakToo && tag.equals("W/" + etag)));
    }

    /** The ranges to answer with; empty if the whole is wanted. */
    Optional<List<ByteRange>> ranges(long size) {
        @Nullable String ifRange = request.getHeader(HttpHeaders.IF_RANGE);
        if (ifRange != null && !ifRange.strip().equals(etag)) {
            return Optional.empty();
        }
        return RangeHeader.parse(request.getHeader(HttpHeaders.RANGE), size);
    }
}
