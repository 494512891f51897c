package dev.strata.storage.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strata.platform.web.ProblemException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class MemoryBudgetTest {
    private static final long MEGABYTE = 1 << 20;

    private final MemoryBudget budget =
            new MemoryBudget("test", 8 * MEGABYTE, Duration.ofMillis(30), new SimpleMeterRegistry());

    @Test
    void givesBackWhatIsClosed() {
        try (Reservation held = budget.reserve(8 * MEGABYTE)) {
            assertThat(held).isNotNull();
            assertThat(budget.reservedBytes()).isEqualTo(8 * MEGABYTE);
        }

        assertThat(budget.reservedBytes()).isZero();
    }

    @Test
    void closingTwiceGivesBackOnce() {
        Reservation kept = budget.reserve(MEGABYTE);
        Reservation closedTwice = budget.reserve(MEGABYTE);

        closedTwice.close();
        closedTwice.close();

        assertThat(budget.reservedBytes()).isEqualTo(MEGABYTE);
        kept.close();
    }

    @Test
    void whoeverWaitsTooLongIsSentAway() {
        try (Reservation held = budget.reserve(8 * MEGABYTE)) {
            assertThat(held).isNotNull();
            assertThatThrownBy(() -> budget.reserve(1))
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            problem -> assertThat(problem.code()).isEqualTo("busy"));
        }
    }

    @Test
    void whoeverWaitsGetsWhatIsGivenBack() throws Exception {
        MemoryBudget patient =
                new MemoryBudget("test", 8 * MEGABYTE, Duration.ofSeconds(20), new SimpleMeterRegistry());
        Reservation held = patient.reserve(8 * MEGABYTE);
        CompletableFuture<Reservation> waiting = CompletableFuture.supplyAsync(() -> patient.reserve(MEGABYTE));

        held.close();

        waiting.get(20, TimeUnit.SECONDS).close();
        assertThat(patient.reservedBytes()).isZero();
    }

    @Test
    void spareMemoryLeavesHalf() {
        assertThat(budget.reserveSpare(5 * MEGABYTE)).isEmpty();
        assertThat(budget.reserveSpare(4 * MEGABYTE)).isPresent();
        assertThat(budget.reserveSpare(MEGABYTE)).isEmpty();
    }

    @Test
    void moreThanEverythingIsAMistake() {
        assertThatThrownBy(() -> budget.reserve(9 * MEGABYTE)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aBudgetThatIsOfNoUseIsRefused() {
        assertThatThrownBy(() -> HeapShare.of("strata.test", DataSize.ofKilobytes(1), MEGABYTE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("strata.test");
        assertThat(HeapShare.of("strata.test", null, MEGABYTE)).isGreaterThanOrEqualTo(MEGABYTE);
    }
}
