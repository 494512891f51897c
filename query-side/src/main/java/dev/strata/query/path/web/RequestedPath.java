package dev.strata.query.path.web;

import dev.strata.platform.web.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import org.springframework.web.util.UriUtils;

/** Takes the names out of a request's path itself, because Spring's variables lose what follows a semicolon. */
final class RequestedPath {
    /** The empty text before the first slash, {@code v1} and {@code paths}. */
    private static final int PREFIX_SEGMENTS = 3;

    private RequestedPath() {}

    static List<String> names(HttpServletRequest request) {
        Stream<String> segments =
                Arrays.stream(request.getRequestURI().split("/", -1)).skip(PREFIX_SEGMENTS);
        List<String> names = segments.map(RequestedPath::decode).toList();
        return !names.isEmpty() && names.getLast().isEmpty() ? names.subList(0, names.size() - 1) : names;
    }

    private static String decode(String segment) {
        try {
            return UriUtils.decode(segment, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            throw new ProblemException(
                    HttpStatus.BAD_REQUEST, "invalid-path", "Not percent-encoded as it should be: " + segment);
        }
    }
}
