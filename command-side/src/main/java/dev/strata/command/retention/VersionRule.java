package dev.strata.command.retention;

import dev.strata.command.node.domain.Versions;
import dev.strata.kernel.node.Retention;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Says which versions of a file may go. A version goes when any limit that is set says so; the newest always stays. */
final class VersionRule {
    private static final Duration EVERY_VERSION = Duration.ofDays(1);
    private static final Duration ONE_AN_HOUR = Duration.ofDays(30);
    private static final Duration ONE_A_DAY = Duration.ofDays(365);

    private VersionRule() {}

    /** The numbers of the versions that may go, the newest first. */
    static List<Integer> expired(Versions newest, Retention rule, Instant now) {
        List<Integer> expired = new ArrayList<>();
        Set<Instant> periods = new HashSet<>();
        int rank = 0;
        for (Versions version = newest; version != null; version = version.earlier()) {
            Duration age = Duration.between(version.at(), now);
            boolean first = !rule.thin() || age.compareTo(EVERY_VERSION) <= 0 || periods.add(period(version.at(), age));
            boolean tooMany = rule.keepVersions() != null && rank >= rule.keepVersions();
            boolean tooOld = rule.keepDays() != null && age.compareTo(Duration.ofDays(rule.keepDays())) > 0;
            if (rank > 0 && (tooMany || tooOld || !first)) {
                expired.add(version.number());
            }
            rank++;
        }
        return expired;
    }

    /** The begin of the hour, day or week of which one version is kept. */
    private static Instant period(Instant at, Duration age) {
        if (age.compareTo(ONE_AN_HOUR) <= 0) {
            return at.truncatedTo(ChronoUnit.HOURS);
        }
        return age.compareTo(ONE_A_DAY) <= 0
                ? at.truncatedTo(ChronoUnit.DAYS)
                : at.atOffset(ZoneOffset.UTC)
                        .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
                        .truncatedTo(ChronoUnit.DAYS)
                        .toInstant();
    }

    /** For people: what the events name as the reason. */
    static String text(Retention rule) {
        List<String> limits = new ArrayList<>();
        if (rule.keepVersions() != null) {
            limits.add("keep %d versions".formatted(rule.keepVersions()));
        }
        if (rule.keepDays() != null) {
            limits.add("keep versions %d days".formatted(rule.keepDays()));
        }
        if (rule.thin()) {
            limits.add("thin out old versions");
        }
        return String.join(", ", limits);
    }
}
