package dev.strata.client.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.client.Progress;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BandwidthTest {
    private static final int RATE = 1_000_000;

    private static Duration time(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return Duration.ofNanos(System.nanoTime() - start);
    }

    @Test
    void transfersTakeAsLongTogetherAsTheirBytes() {
        Bandwidth bandwidth = new Bandwidth(RATE);
        Progress one = bandwidth.progress(Pulse.NONE);
        Progress other = bandwidth.progress(Pulse.NONE);
        assertThat(time(() -> {
                    one.moved(RATE / 10, RATE);
                    other.moved(RATE / 10, RATE);
                    one.moved(RATE / 5, RATE);
                }))
                .isGreaterThanOrEqualTo(Duration.ofMillis(299));
    }

    @Test
    void whatTheOtherSideHasTakesNoTime() {
        Progress progress = new Bandwidth(RATE).progress(Pulse.NONE);
        assertThat(time(() -> {
                    progress.spared(1_000L * RATE);
                    progress.moved(1_000L * RATE, 2_000L * RATE);
                }))
                .isLessThan(Duration.ofSeconds(10));
        assertThat(time(() -> progress.moved(1_000L * RATE + RATE / 10, 2_000L * RATE)))
                .isGreaterThanOrEqualTo(Duration.ofMillis(99));
    }

    @Test
    void withoutALimitNothingWaits() {
        Progress progress = new Bandwidth(0).progress(Pulse.NONE);
        assertThat(time(() -> progress.moved(1L << 40, 1L << 40))).isLessThan(Duration.ofSeconds(10));
    }
}
