package dev.strata.platform.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import tools.jackson.databind.json.JsonMapper;

/** Makes problem documents (RFC 9457) with the members that all of ours have: code, trace id, retryable. */
public final class Problems {
    private Problems() {}

    /**
     * A problem that can be retried if its status says so.
     *
     * @param code stable, lower case, words joined by hyphens; clients may program against it
     */
    public static ProblemDetail of(HttpStatusCode status, String code, String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setType(URI.create("urn:strata:problem:" + code));
        problem.setProperty("code", code);
        problem.setProperty("traceId", Trace.id());
        problem.setProperty("retryable", status.value() == 429 || status.value() == 503);
        return problem;
    }

    /** Writes a problem where no controller is in charge. */
    public static void write(HttpServletResponse response, JsonMapper json, ProblemDetail problem) throws IOException {
        response.setStatus(problem.getStatus());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        byte[] body = json.writeValueAsString(problem).getBytes(StandardCharsets.UTF_8);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
