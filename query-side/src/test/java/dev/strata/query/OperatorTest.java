package dev.strata.query;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Who may operate, and what he sees at a glance. */
class OperatorTest {
    private static final String PROJECTIONS = "/v1/operations/projections";

    private final RunningQuerySide side = RunningQuerySide.shared();
    private final Person ann = Person.opened(EventLog.of(side));

    @Test
    void operatorSeesEveryProjection() {
        side.awaitProjections();

        Answer answer = side.asOperator("GET", PROJECTIONS);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.items("projection")).containsExactlyInAnyOrderElementsOf(RunningQuerySide.PROJECTIONS);
        JsonNode node = answer.json()
                .get("items")
                .valueStream()
                .filter(item -> item.get("projection").asString().equals("node"))
                .findFirst()
                .orElseThrow();
        assertThat(node.get("position").asLong())
                .isEqualTo(node.get("head").asLong())
                .isPositive();
        assertThat(node.get("behind").asLong()).isZero();
        assertThat(node.get("error").isNull()).isTrue();
        assertThat(node.get("replayable").asBoolean()).isTrue();
    }

    @Test
    void accountIsNoOperator() {
        Answer answer = side.get(ann, PROJECTIONS);

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.code()).isEqualTo("forbidden");
    }

    @Test
    void nobodyIsToldHowToBecomeOne() {
        Answer answer = side.getAsNobody(PROJECTIONS);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.code()).isEqualTo("not-the-operator");
        assertThat(answer.text("detail")).contains("operator-token");
    }

    @ParameterizedTest
    @ValueSource(strings = {"wrong", "%s0", "0%s", "%s.%s.%s"})
    void anotherTokenIsRefused(String form) {
        String token = side.operatorToken();

        assertThat(side.as(form.replace("%s", token), "GET", PROJECTIONS).status())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/trash", "/v1/operationsX", "/v1/audit"})
    void operatorIsNobodyElsewhere(String path) {
        assertThat(side.asOperator("GET", path).status()).isEqualTo(401);
    }

    @Test
    void unknownOperationIsNotFound() {
        assertThat(side.asOperator("GET", "/v1/operations/nothing").status()).isEqualTo(404);
    }
}
