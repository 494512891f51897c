package dev.strata.storage.side;

import dev.strata.platform.web.ProblemException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;

/** One request to another side. */
final class Call {
    private static final Logger LOG = LoggerFactory.getLogger(Call.class);

    private Call() {}

    static Answer send(RestClient.RequestHeadersSpec<?> request) {
        return request.exchangeForRequiredValue((_, response) -> Answer.of(response));
    }

    /** Without an answer there is a problem document that says so. */
    static Answer orUnavailable(String side, Supplier<Answer> call) {
        try {
            return call.get();
        } catch (ResourceAccessException e) {
            LOG.warn("the {} side did not answer: {}", side, reason(e));
            throw unavailable("The %s side does not answer. Try again shortly.".formatted(side));
        }
    }

    /** The exception itself tells the URL, in which names of files can be. */
    static String reason(ResourceAccessException exception) {
        return exception.getMostSpecificCause().toString();
    }

    static ProblemException unavailable(String detail) {
        return new ProblemException(HttpStatus.SERVICE_UNAVAILABLE, "unavailable", detail)
                .withHeader(HttpHeaders.RETRY_AFTER, "1");
    }
}
