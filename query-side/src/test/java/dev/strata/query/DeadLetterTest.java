package dev.strata.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.kernel.id.NodeId;
import dev.strata.testing.Await;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of events that a projection cannot take. */
class DeadLetterTest {
    private static final String LETTERS = "/v1/operations/dead-letters";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final RunningQuerySide side = RunningQuerySide.shared();
    private final Person ann = Person.opened(EventLog.of(side));
    private final NodeId bad = ann.folder(ann.root(), "bad");
    private final NodeId good = ann.folder(ann.root(), "good");

    /** Makes the database refuse the name, until {@link #allow}. */
    private void forbid(String name) {
        side.awaitProjections();
        side.jdbc()
                .sql("ALTER TABLE query.node_place ADD CONSTRAINT forbidden_name CHECK (name <> '%s') NOT VALID"
                        .formatted(name))
                .update();
    }

    private void allow() {
        side.jdbc()
                .sql("ALTER TABLE query.node_place DROP CONSTRAINT IF EXISTS forbidden_name")
                .update();
    }

    @AfterEach
    void leaveNothingBehind() {
        allow();
        letters().forEach(id -> side.asOperator("DELETE", LETTERS + "/" + id));
    }

    private List<String> letters() {
        return side.asOperator("GET", LETTERS).items("id");
    }

    private String name(NodeId node) {
        return side.get(ann, "/v1/nodes/" + node).text("name");
    }

    @Test
    void poisonHoldsUpItsStreamAndNoOther() {
        forbid("poison");
        ann.rename(bad, "bad", "poison");
        ann.rename(bad, "poison", "later");
        ann.rename(good, "good", "better");
        side.awaitProjections();

        assertThat(name(good)).isEqualTo("better");
        assertThat(name(bad)).isEqualTo("bad");
        Answer answer = side.asOperator("GET", LETTERS + "?projection=node");
        assertThat(answer.items("stream")).containsExactly(bad.toString(), bad.toString());
        assertThat(answer.items("sequenceNumber")).containsExactly("1", "2");
        assertThat(answer.items("cause").getFirst()).contains("forbidden_name").doesNotContain("poison");
        assertThat(answer.json().get("items").get(1).get("cause").isNull()).isTrue();
        assertThat(side.getAsNobody("/actuator/health/readiness").status()).isEqualTo(200);
        assertThat(side.asOperator("GET", LETTERS + "/" + letters().getFirst()).text("payload"))
                .contains("\"to\":\"\\u0001")
                .doesNotContain("poison");
    }

    @Test
    void laterBatchesWaitBehindThePoisonToo() {
        forbid("poison");
        ann.rename(bad, "bad", "poison");
        side.awaitProjections();
        ann.rename(bad, "poison", "later");
        side.awaitProjections();

        assertThat(name(bad)).isEqualTo("bad");
        assertThat(letters()).hasSize(2);
    }

    @Test
    void retryFailsWhileTheCauseLastsAndTakesTheWholeStreamAfterwards() {
        forbid("poison");
        ann.rename(bad, "bad", "poison");
        ann.rename(bad, "poison", "later");
        side.awaitProjections();
        String retry = LETTERS + "/" + letters().getLast() + "/retry";

        Answer inVain = side.asOperator("POST", retry);
        assertThat(inVain.status()).isEqualTo(200);
        assertThat(inVain.text("taken")).isEqualTo("0");
        assertThat(inVain.text("left")).isEqualTo("2");
        assertThat(inVain.text("cause")).contains("forbidden_name");

        allow();
        Answer well = side.asOperator("POST", retry);
        assertThat(well.text("taken")).isEqualTo("2");
        assertThat(well.text("left")).isEqualTo("0");
        assertThat(name(bad)).isEqualTo("later");
        assertThat(letters()).isEmpty();

        ann.rename(bad, "later", "last");
        Await.until(PATIENCE, "the stream goes on", () -> name(bad).equals("last"));
    }

    @Test
    void droppedPoisonLetsTheRestOfTheStreamBeRetried() {
        forbid("poison");
        ann.rename(bad, "bad", "poison");
        ann.rename(bad, "poison", "later");
        side.awaitProjections();

        assertThat(side.asOperator("DELETE", LETTERS + "/" + letters().getFirst())
                        .status())
                .isEqualTo(204);
        Answer retried = side.asOperator("POST", LETTERS + "/" + letters().getFirst() + "/retry");

        assertThat(retried.text("taken")).isEqualTo("1");
        assertThat(name(bad)).isEqualTo("later");
    }

    @Test
    void eventThatNobodyCanReadIsADeadLetterToo() {
        side.jdbc()
                .sql("""
                        INSERT INTO log.event (event_identifier, aggregate_identifier, sequence_number, type, time_stamp,
                            payload_type, payload, meta_data)
                        VALUES (gen_random_uuid()::text, ?, 1, 'Node', now(), ?, convert_to('not JSON', 'UTF8'),
                            convert_to('{}', 'UTF8'))""")
                .params(bad.toString(), "dev.strata.kernel.node.NodeEvent$NodeRenamed")
                .update();
        try {
            ann.rename(good, "good", "better");
            side.awaitProjections();

            assertThat(name(good)).isEqualTo("better");
            assertThat(side.asOperator("GET", LETTERS).items("projection"))
                    .containsExactlyInAnyOrder("node", "audit-trail");
        } finally {
            side.jdbc()
                    .sql("DELETE FROM log.event WHERE aggregate_identifier = ? AND sequence_number = 1")
                    .param(bad.toString())
                    .update();
        }
    }

    @Test
    void unknownDeadLetterIsNotFound() {
        assertThat(side.asOperator("POST", LETTERS + "/0/retry").code()).isEqualTo("dead-letter-not-found");
        assertThat(side.asOperator("DELETE", LETTERS + "/0").status()).isEqualTo(404);
        assertThat(side.asOperator("DELETE", LETTERS + "/x").status()).isEqualTo(400);
    }
}
