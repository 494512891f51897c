package dev.strata.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.kernel.id.NodeId;
import dev.strata.testing.Await;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What an operator sees. */
class OperationTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final RunningQuerySide side = RunningQuerySide.shared();
    private final Person ann = Person.opened(EventLog.of(side));

    @Test
    void sideIsReadyOnceItRuns() {
        assertThat(side.getAsNobody("/actuator/health/readiness").status()).isEqualTo(200);
        assertThat(side.getAsNobody("/actuator/health/liveness").status()).isEqualTo(200);
    }

    /** The median: the whole machine may pause once. */
    @Test
    void commitIsVisibleWithinTensOfMilliseconds() {
        long[] nanos = new long[31];
        NodeId file = ann.file(ann.root(), "0");
        for (int i = 0; i < nanos.length; i++) {
            ann.rename(file, "" + i, "" + (i + 1));
            String version = "" + (i + 2);
            long committed = System.nanoTime();
            Await.until(
                    PATIENCE,
                    "the rename is projected",
                    () -> version.equals(side.jdbc()
                            .sql("SELECT CAST(version AS text) FROM query.node WHERE node_id = ?")
                            .param(file.value())
                            .query(String.class)
                            .single()));
            nanos[i] = System.nanoTime() - committed;
        }
        Arrays.sort(nanos);
        Duration median = Duration.ofNanos(nanos[nanos.length / 2]);
        System.out.println("commit to visible: median " + median.toMillis() + " ms");
        assertThat(median).isLessThan(Duration.ofMillis(300));
    }

    @Test
    void projectionThatCannotGoOnMakesTheSideUnreadyUntilItCan() {
        side.awaitProjections();
        side.jdbc().sql("ALTER TABLE query.conflict RENAME TO conflict_away").update();
        try {
            NodeId file = ann.file(ann.root(), "file");
            ann.conflict(ann.file(ann.root(), "copy"), file);

            Await.until(PATIENCE, "readiness says no", () -> readiness() == 503);
            assertThat(side.getAsNobody("/actuator/health/liveness").status()).isEqualTo(200);
            assertThat(behind("conflict")).isPositive();
        } finally {
            side.jdbc()
                    .sql("ALTER TABLE query.conflict_away RENAME TO conflict")
                    .update();
        }

        Await.until(PATIENCE, "readiness says yes", () -> readiness() == 200);
        side.awaitProjections();
        assertThat(side.get(ann, "/v1/conflicts").items("id")).hasSize(1);
        assertThat(behind("conflict")).isZero();
    }

    private int readiness() {
        return side.getAsNobody("/actuator/health/readiness").status();
    }

    private double behind(String projection) {
        return side.bean(MeterRegistry.class)
                .get("strata.projection.behind")
                .tag("projection", projection)
                .gauge()
                .value();
    }
}
