package dev.strata.query.link;

import dev.strata.kernel.link.LinkAdmission;
import dev.strata.kernel.link.LinkQuestion;
import dev.strata.platform.signing.SignedStatements;
import dev.strata.platform.web.ProblemException;
import dev.strata.platform.web.SideClients;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks the command side at each use whether a link lets a stranger do this: so that it ends when it ends there, and
 * every download counts once.
 */
@Component
public class LinkAdmissions {
    private static final Logger LOG = LoggerFactory.getLogger(LinkAdmissions.class);
    private static final Duration VALIDITY = Duration.ofMinutes(1);

    private final RestClient command;
    private final SignedStatements<LinkQuestion> questions;
    private final JsonMapper json;

    LinkAdmissions(SideClients sides, SignedStatements<LinkQuestion> questions, JsonMapper json) {
        this.command = sides.command();
        this.questions = questions;
        this.json = json;
    }

    public LinkAdmission admit(LinkQuestion question) {
        byte[] body = json.writeValueAsBytes(Map.of("question", questions.sign(question, VALIDITY)));
        try {
            return command.post()
                    .uri("/v1/links/side/admissions")
                    .contentType(MediaType.APPLICATION_JSON)
                    .body(body)
                    .exchangeForRequiredValue((_, response) -> read(response));
        } catch (ResourceAccessException e) {
            LOG.warn(
                    "the command side did not answer: {}",
                    e.getMostSpecificCause().toString());
            throw new ProblemException(
                            HttpStatus.SERVICE_UNAVAILABLE,
                            "unavailable",
                            "The command side does not answer. Try again shortly.")
                    .withHeader(HttpHeaders.RETRY_AFTER, "1");
        }
    }

    private LinkAdmission read(ClientHttpResponse response) throws IOException {
        byte[] body = response.getBody().readAllBytes();
        HttpStatus status = HttpStatus.valueOf(response.getStatusCode().value());
        if (!status.isError()) {
            return json.readValue(body, LinkAdmission.class);
        }
        JsonNode problem = json.readTree(body);
        ProblemException refusal = new ProblemException(
                status, problem.path("code").asString(), problem.path("detail").asString());
        String later = response.getHeaders().getFirst(HttpHeaders.RETRY_AFTER);
        throw later == null ? refusal : refusal.withHeader(HttpHeaders.RETRY_AFTER, later);
    }
}
