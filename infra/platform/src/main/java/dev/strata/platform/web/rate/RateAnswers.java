package dev.strata.platform.web.rate;

import dev.strata.platform.web.Problems;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Tells callers how much of a limit they have left, refuses who has nothing left, and counts it. */
@Component
class RateAnswers {
    private final JsonMapper json;
    private final MeterRegistry meters;

    RateAnswers(JsonMapper json, MeterRegistry meters) {
        this.json = json;
        this.meters = meters;
    }

    void tell(HttpServletResponse response, Limit.Verdict verdict) {
        if (verdict.limit().isOn()) {
            response.setHeader("RateLimit-Limit", Long.toString(verdict.most()));
            response.setHeader("RateLimit-Remaining", Long.toString(verdict.remaining()));
            response.setHeader("RateLimit-Reset", Long.toString(verdict.resetSeconds()));
        }
    }

    void refuse(HttpServletResponse response, Limit.Verdict verdict) throws IOException {
        meters.counter("strata.requests.limited", "limit", verdict.limit().name())
                .increment();
        tell(response, verdict);
        response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(Math.max(1, verdict.retrySeconds())));
        Problems.write(
                response,
                json,
                Problems.of(
                        HttpStatus.TOO_MANY_REQUESTS,
                        "too-many-requests",
                        "Too many requests (%s). Try again after the seconds in Retry-After."
                                .formatted(verdict.limit())));
    }
}
