package dev.strata.platform.web.rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LimitTest {
    @Test
    void rateIsACountAndAPeriod() {
        assertThat(Rate.parse("600/1m")).contains(new Rate(600, Duration.ofMinutes(1)));
        assertThat(Rate.parse("20/PT5S")).contains(new Rate(20, Duration.ofSeconds(5)));
        assertThat(Rate.parse("off")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "600", "0/1m", "-1/1m", "600/m", "1/1m/1m", "OFF"})
    void anythingElseIsRefusedAtTheStart(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Rate.parse(text));
    }

    @Test
    void asManyAsTheRateSaysAndNoMore() {
        Limit limit = new Limit("reads", "3/1h");

        assertThat(limit.take("anna").remaining()).isEqualTo(2);
        assertThat(limit.take("anna").isTaken()).isTrue();
        assertThat(limit.take("anna").isTaken()).isTrue();
        Limit.Verdict refused = limit.take("anna");
        assertThat(refused.isTaken()).isFalse();
        assertThat(refused.retrySeconds()).isBetween(1_190L, 1_200L);
        assertThat(refused.resetSeconds()).isBetween(3_590L, 3_600L);
        assertThat(limit.take("ben").isTaken()).isTrue();
    }

    @Test
    void noLimitTakesEverything() {
        Limit limit = new Limit("reads", "off");

        assertThat(limit.isOn()).isFalse();
        assertThat(limit.take("anna").isTaken()).isTrue();
    }
}
