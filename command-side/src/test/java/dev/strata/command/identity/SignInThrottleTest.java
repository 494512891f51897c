package dev.strata.command.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strata.platform.web.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class SignInThrottleTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-20T12:00:00Z"));
    private final SignInThrottle throttle =
            new SignInThrottle(3, 5, 6, Duration.ofMinutes(3), ((InstantSource) now::get).withZone(ZoneOffset.UTC));

    private void wrong(String login, String address) {
        throttle.begin(login, address, network -> network.equals("10.0.0.9"));
    }

    private void refused(String login, String address) {
        assertThatThrownBy(() -> wrong(login, address)).isInstanceOf(ProblemException.class);
    }

    @Test
    void soManyAtOnceAndThenOneEachSoOften() {
        for (int i = 0; i < 3; i++) {
            wrong("anna", "10.0.0.1");
        }
        refused("anna", "10.0.0.1");
        now.updateAndGet(before -> before.plusSeconds(59));
        refused("anna", "10.0.0.1");
        now.updateAndGet(before -> before.plusSeconds(1));
        wrong("Anna", "10.0.0.1");
        refused("anna", "10.0.0.1");
    }

    @Test
    void rightOnesDoNotCount() {
        for (int i = 0; i < 50; i++) {
            throttle.begin("anna", "10.0.0.1", _ -> false).wasRight();
        }
        wrong("anna", "10.0.0.1");
    }

    @Test
    void oneNetworkCannotTryManyLogins() {
        for (int i = 0; i < 5; i++) {
            wrong("user" + i, "2001:db8:1:2::" + i);
        }
        refused("another", "2001:db8:1:2:ffff::1");
        wrong("another", "2001:db8:1:3::1");
    }

    @Test
    void manyNetworksCannotTryOneLoginAndItsOwnerStaysIn() {
        for (int i = 0; i < 6; i++) {
            wrong("anna", "10.0.1." + i);
        }
        refused("anna", "10.0.2.1");
        throttle.begin("anna", "10.0.0.9", network -> network.equals("10.0.0.9"))
                .wasRight();
        now.updateAndGet(before -> before.plus(Duration.ofMinutes(3)));
        wrong("anna", "10.0.2.1");
    }

    @Test
    void aRefusedAttemptDoesNotMakeItWorse() {
        for (int i = 0; i < 3; i++) {
            wrong("anna", "10.0.0.1");
        }
        for (int i = 0; i < 100; i++) {
            refused("anna", "10.0.0.1");
        }
        now.updateAndGet(before -> before.plus(Duration.ofMinutes(1)));
        wrong("anna", "10.0.0.1");
        assertThat(now.get()).isEqualTo(Instant.parse("2026-11-20T12:01:00Z"));
    }
}
