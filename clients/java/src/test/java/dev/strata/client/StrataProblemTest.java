package dev.strata.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class StrataProblemTest {
    private static final JsonMapper JSON = JsonMapper.shared();

    private static StrataProblem parse(int status, String body) {
        return StrataProblem.of(status, body.getBytes(StandardCharsets.UTF_8), "request-1", JSON);
    }

    @Test
    void carriesTheDocument() {
        StrataProblem problem = parse(412, """
                {"status":412,"code":"version-conflict","detail":"the node is at 7","traceId":"abc","retryable":false,
                 "head":{"version":7}}
                """);
        assertThat(problem.status()).isEqualTo(412);
        assertThat(problem.code()).isEqualTo("version-conflict");
        assertThat(problem.detail()).isEqualTo("the node is at 7");
        assertThat(problem.traceId()).isEqualTo("abc");
        assertThat(problem.retryable()).isFalse();
        assertThat(problem.document().path("head").path("version").asInt()).isEqualTo(7);
        assertThat(problem).hasMessage("412 version-conflict: the node is at 7 (trace abc)");
    }

    @Test
    void aPageOfSomethingBetweenStillHasItsStatus() {
        StrataProblem problem = parse(502, "<html>Bad Gateway</html>");
        assertThat(problem.status()).isEqualTo(502);
        assertThat(problem.code()).isEqualTo("http-502");
        assertThat(problem.traceId()).isEqualTo("request-1");
        assertThat(problem.retryable()).isTrue();
        assertThat(parse(500, "<html>Error</html>").retryable()).isFalse();
    }

    @Test
    void whatTheServerSaysOfItselfCounts() {
        assertThat(parse(503, "{\"code\":\"read-only\",\"retryable\":false}").retryable())
                .isFalse();
    }

    @Test
    void anEmptyBodyOrAnotherJsonIsNoDocument() {
        assertThat(parse(404, "").code()).isEqualTo("http-404");
        assertThat(parse(404, "[1]").code()).isEqualTo("http-404");
    }
}
