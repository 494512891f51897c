package dev.strata.client.progress;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AmountTest {
    @Test
    void keepsThreeDigits() {
        assertThat(Amount.ofBytes(0)).isEqualTo("0 B");
        assertThat(Amount.ofBytes(999)).isEqualTo("999 B");
        assertThat(Amount.ofBytes(1_500_000)).isEqualTo("1.50 MB");
        assertThat(Amount.ofBytes(200_000_000)).isEqualTo("200 MB");
        assertThat(Amount.ofBytes(999_999)).isEqualTo("1.00 MB");
        assertThat(Amount.ofBytes(Long.MAX_VALUE)).isEqualTo("9.22 EB");
    }

    @Test
    void aRateNeedsNoTimeToHavePassed() {
        assertThat(Amount.rate(5_000_000, 500_000_000)).isEqualTo("10.0 MB/s");
        assertThat(Amount.rate(0, 0)).isEqualTo("0 B/s");
    }
}
