package dev.strata.platform.web;

import java.util.List;
import org.springframework.http.HttpMethod;

/**
 * Endpoints that take an upload token besides an access token. The storage gateway gets one before the bytes come, so
 * that an upload which outlives the caller's access token does not die at its last step.
 *
 * @param patterns as Spring's path patterns
 */
public record DelegatedEndpoints(HttpMethod method, List<String> patterns) {
    /** What is put behind the audience of access tokens to make that of upload tokens. */
    public static final String UPLOAD = "-upload";
}
