package dev.strata.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AwaitTest {
    private static final Duration SHORT = Duration.ofMillis(30);

    @Test
    void returnsWhenTheConditionHolds() {
        AtomicInteger asked = new AtomicInteger();

        Await.until(Duration.ofSeconds(10), "the third question", () -> asked.incrementAndGet() == 3);

        assertThat(asked).hasValue(3);
    }

    @Test
    void failsWithWhatWasWaitedFor() {
        assertThatThrownBy(() -> Await.until(SHORT, "the moon to be blue", () -> false))
                .isInstanceOf(AssertionError.class)
                .hasMessage("not within 30ms: the moon to be blue");
    }

    @Test
    void conditionThatThrowsIsAskedAgain() {
        AtomicInteger asked = new AtomicInteger();

        Await.until(Duration.ofSeconds(10), "an answer", () -> 1 / asked.getAndIncrement() == 1);

        assertThat(asked).hasValue(2);
    }

    @Test
    void failureCarriesWhatTheConditionThrew() {
        assertThatThrownBy(() -> Await.until(SHORT, "an answer", () -> {
                    throw new java.io.IOException("refused");
                }))
                .cause()
                .hasMessage("refused");
    }
}
