package dev.strata.command.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.command.node.domain.Versions;
import dev.strata.kernel.content.ManifestId;
import dev.strata.kernel.node.FileContent;
import dev.strata.kernel.node.Retention;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class VersionRuleProperties {
    private static final Instant NOW = Instant.parse("2026-11-21T12:30:00Z");
    private static final FileContent CONTENT =
            new FileContent(new ManifestId("a".repeat(64)), 3L, "a".repeat(64), true, "text/plain", null);

    /** Versions of these ages, the newest first. */
    private static Versions ages(Duration... newestFirst) {
        Versions versions = null;
        for (int i = newestFirst.length - 1; i >= 0; i--) {
            int number = newestFirst.length - i;
            versions = new Versions(number, CONTENT, number, NOW.minus(newestFirst[i]), versions);
        }
        return java.util.Objects.requireNonNull(versions);
    }

    private static Retention rule(Integer versions, Integer days, boolean thin) {
        return new Retention(null, versions, days, thin);
    }

    @Example
    void countKeepsTheNewest() {
        Versions four = ages(Duration.ZERO, Duration.ofDays(1), Duration.ofDays(2), Duration.ofDays(3));
        assertThat(VersionRule.expired(four, rule(2, null, false), NOW)).containsExactly(2, 1);
        assertThat(VersionRule.expired(four, rule(4, null, false), NOW)).isEmpty();
    }

    @Example
    void ageIsCountedToTheInstant() {
        Versions two = ages(Duration.ofDays(90), Duration.ofDays(30));
        assertThat(VersionRule.expired(two, rule(null, 30, false), NOW)).isEmpty();
        Versions older = ages(Duration.ofDays(90), Duration.ofDays(30).plusMillis(1));
        assertThat(VersionRule.expired(older, rule(null, 30, false), NOW)).containsExactly(1);
    }

    @Example
    void thinningKeepsTheNewestOfEachHourDayAndWeek() {
        Versions versions = ages(
                Duration.ZERO,
                Duration.ofMinutes(1),
                Duration.ofHours(30).plusMinutes(10),
                Duration.ofHours(30).plusMinutes(20),
                Duration.ofHours(31),
                Duration.ofDays(40),
                Duration.ofDays(40).plusHours(1),
                Duration.ofDays(41),
                Duration.ofDays(400),
                Duration.ofDays(401),
                Duration.ofDays(414));
        assertThat(VersionRule.expired(versions, rule(null, null, true), NOW)).containsExactly(8, 5, 2);
    }

    @Property
    void theNewestStaysAndTwiceIsOnce(@ForAll("histories") List<Duration> ages, @ForAll("rules") Retention rule) {
        Versions versions = ages(ages.toArray(Duration[]::new));
        List<Integer> expired = VersionRule.expired(versions, rule, NOW);
        assertThat(expired).doesNotContain(versions.number()).doesNotHaveDuplicates();
        List<Duration> left = new ArrayList<>();
        for (int i = 0; i < ages.size(); i++) {
            if (!expired.contains(ages.size() - i)) {
                left.add(ages.get(i));
            }
        }
        assertThat(VersionRule.expired(ages(left.toArray(Duration[]::new)), rule, NOW))
                .isEmpty();
    }

    @Provide
    Arbitrary<List<Duration>> histories() {
        return Arbitraries.longs()
                .between(0, 800L * 24 * 60)
                .map(Duration::ofMinutes)
                .list()
                .ofMinSize(1)
                .ofMaxSize(40)
                .map(ages -> {
                    List<Duration> sorted = new ArrayList<>(ages);
                    Collections.sort(sorted);
                    return sorted;
                });
    }

    @Provide
    Arbitrary<Retention> rules() {
        return Combinators.combine(
                        Arbitraries.integers().between(1, 10).injectNull(0.5),
                        Arbitraries.integers().between(0, 500).injectNull(0.5),
                        Arbitraries.of(true, false))
                .as((versions, days, thin) -> new Retention(null, versions, days, thin));
    }
}
