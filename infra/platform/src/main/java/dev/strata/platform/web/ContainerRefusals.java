package dev.strata.platform.web;

import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Says in a problem document what Tomcat refuses before any filter sees it, such as a path with {@code %2F} in it. */
@Component
class ContainerRefusals implements WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> {
    private static final Logger LOG = LoggerFactory.getLogger(ContainerRefusals.class);

    private final JsonMapper json;

    ContainerRefusals(JsonMapper json) {
        this.json = json;
    }

    @Override
    public void customize(ConfigurableTomcatWebServerFactory factory) {
        factory.addContextCustomizers(
                context -> context.getParent().getPipeline().addValve(new Reporter()));
    }

    /** Writes instead of Tomcat's HTML page. Whoever else has said something already has said it better. */
    private final class Reporter extends ErrorReportValve {
        @Override
        protected void report(Request request, Response response, @Nullable Throwable throwable) {
            int code = response.getStatus();
            if (code < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
                return;
            }
            HttpStatus status = HttpStatus.resolve(code) == null ? HttpStatus.BAD_REQUEST : HttpStatus.valueOf(code);
            response.setHeader("X-Request-Id", Trace.begin(null));
            AnswerHeaders.addTo(response);
            try {
                ProblemDetail problem = Problems.of(status, ProblemAdvice.codeOf(status), status.getReasonPhrase());
                Problems.write(response, json, problem);
                response.finishResponse();
            } catch (IOException e) {
                LOG.debug("the client of a refused request did not wait for the answer", e);
            } finally {
                Trace.end();
            }
        }
    }
}
