package dev.strata.storage.session;

import dev.strata.platform.web.ProblemException;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/** All that can be wrong with a request to an upload. */
final class SessionProblems {
    /** Where the client is to go on. */
    static final String OFFSET = "Upload-Offset";

    private SessionProblems() {}

    static ProblemException notFound() {
        return new ProblemException(
                HttpStatus.NOT_FOUND, "upload-not-found", "There is no such upload, or it has expired.");
    }

    static ProblemException tooMany(int openMax) {
        return new ProblemException(
                HttpStatus.TOO_MANY_REQUESTS,
                "too-many-uploads",
                "An account may have %d unfinished uploads. Finish or delete one.".formatted(openMax));
    }

    static ProblemException busy() {
        return new ProblemException(
                        HttpStatus.LOCKED,
                        "upload-busy",
                        "Another request is writing to this upload. Try again shortly.")
                .withHeader(HttpHeaders.RETRY_AFTER, "1");
    }

    static ProblemException complete(long offset) {
        return at(
                offset, HttpStatus.CONFLICT, "upload-complete", "All of this upload has come; it takes no more bytes.");
    }

    static ProblemException wrongOffset(long offset, long asked) {
        return at(
                offset,
                HttpStatus.CONFLICT,
                "wrong-offset",
                "The next byte is number %d, not %d.".formatted(offset, asked));
    }

    static ProblemException beyondLength(long room) {
        return new ProblemException(
                HttpStatus.CONTENT_TOO_LARGE, "too-large", "This upload takes %d more bytes at most.".formatted(room));
    }

    static ProblemException brokeOff(long offset) {
        return at(
                offset,
                HttpStatus.BAD_REQUEST,
                "body-incomplete",
                "The body broke off. What came is kept: go on at %d.".formatted(offset));
    }

    static ProblemException partBrokeOff() {
        return new ProblemException(
                HttpStatus.BAD_REQUEST,
                "body-incomplete",
                "The body broke off. Nothing was changed: send the part again.");
    }

    static ProblemException incomplete(long offset, long length) {
        return at(
                offset,
                HttpStatus.CONFLICT,
                "upload-incomplete",
                "%d bytes have come of %d.".formatted(offset, length));
    }

    static ProblemException partsMissing(List<Integer> missing) {
        return new ProblemException(
                        HttpStatus.CONFLICT, "parts-missing", "Parts are numbered from 1 on, and some have not come.")
                .with("missing", missing);
    }

    static ProblemException otherKind(boolean inParts) {
        return new ProblemException(
                HttpStatus.CONFLICT,
                "mixed-upload",
                inParts ? "This upload comes in parts." : "This upload comes as a stream, not in parts.");
    }

    static ProblemException invalid(String detail) {
        return new ProblemException(HttpStatus.BAD_REQUEST, "invalid-value", detail);
    }

    private static ProblemException at(long offset, HttpStatus status, String code, String detail) {
        return new ProblemException(status, code, detail)
                .with("offset", offset)
                .withHeader(OFFSET, Long.toString(offset));
    }
}
