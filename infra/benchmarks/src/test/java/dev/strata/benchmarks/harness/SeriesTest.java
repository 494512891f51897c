package dev.strata.benchmarks.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class SeriesTest {
    private static Series series(Double... values) {
        return new Series("work", "/s", List.of(values));
    }

    @Test
    void medianIsTheMiddleWhateverTheOrder() {
        assertThat(series(9.0, 1.0, 2.0).median()).isEqualTo(2.0);
    }

    @Test
    void quantilesLieBetweenNeighbours() {
        assertThat(series(10.0, 20.0, 30.0, 40.0).quantile(0.5)).isEqualTo(25.0);
        assertThat(series(10.0, 20.0).quantile(0.9)).isCloseTo(19.0, within(1e-9));
    }

    @Test
    void oneValueIsAllOfItsQuantiles() {
        assertThat(series(7.0).quantile(0.99)).isEqualTo(7.0);
    }

    @Test
    void doingBothTakesTheTimeOfBoth() {
        assertThat(series(100.0).followedBy(series(100.0)).values()).containsExactly(50.0);
    }

    /** The machine was slow in the second round, for both. */
    @Test
    void ratioIsTakenRoundByRound() {
        Comparison comparison = new Comparison("", series(100.0, 10.0), series(50.0, 5.0), Bar.NONE);
        assertThat(comparison.ratio().values()).containsExactly(0.5, 0.5);
    }

    @Test
    void nothingMeasuredIsNoResult() {
        assertThatIllegalArgumentException().isThrownBy(() -> series());
    }
}
