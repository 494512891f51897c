package dev.strata.client.cli;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads and writes times as people do, in the zone of this machine. */
final class Times {
    static final String FORMS =
            "2h (minutes m, hours h, days d, weeks w), today, yesterday, 2026-11-22, 2026-11-22T14:30,"
                    + " 2026-11-22T13:30:00Z";

    private static final Pattern AMOUNT = Pattern.compile("(\\d{1,6})([smhdw])");
    private static final Map<String, Duration> UNITS = Map.of(
            "s", Duration.ofSeconds(1),
            "m", Duration.ofMinutes(1),
            "h", Duration.ofHours(1),
            "d", Duration.ofDays(1),
            "w", Duration.ofDays(7));
    private static final DateTimeFormatter SHORT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    private final InstantSource clock;
    private final ZoneId zone;

    Times(InstantSource clock, ZoneId zone) {
        this.clock = clock;
        this.zone = zone;
    }

    static Times here() {
        return new Times(InstantSource.system(), ZoneId.systemDefault());
    }

    /** A time that has been: an amount counts back from now. */
    static final class Past implements ITypeConverter<Instant> {
        @Override
        public Instant convert(String text) {
            return here().read(text, -1);
        }
    }

    /** A time to come: an amount counts on from now. */
    static final class Future implements ITypeConverter<Instant> {
        @Override
        public Instant convert(String text) {
            return here().read(text, 1);
        }
    }

    Instant past(String text) {
        return read(text, -1);
    }

    Instant future(String text) {
        return read(text, 1);
    }

    private Instant read(String text, int direction) {
        Matcher amount = AMOUNT.matcher(text);
        try {
            if (amount.matches()) {
                Duration unit = UNITS.getOrDefault(amount.group(2), Duration.ZERO);
                return clock.instant().plus(unit.multipliedBy(direction * Long.parseLong(amount.group(1))));
            }
            return switch (text) {
                case "now" -> clock.instant();
                case "today" -> start(today());
                case "yesterday" -> start(today().minusDays(1));
                case "tomorrow" -> start(today().plusDays(1));
                default -> date(text);
            };
        } catch (DateTimeException e) {
            throw new TypeConversionException("'%s' is no time; write %s".formatted(text, FORMS));
        }
    }

    private Instant date(String text) {
        if (text.matches("\\d{4}-\\d\\d-\\d\\d")) {
            return start(LocalDate.parse(text));
        }
        if (text.matches(".*(Z|[+-]\\d\\d:\\d\\d)")) {
            return OffsetDateTime.parse(text).toInstant();
        }
        return LocalDateTime.parse(text.replace(' ', 'T')).atZone(zone).toInstant();
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), zone);
    }

    private Instant start(LocalDate day) {
        return day.atStartOfDay(zone).toInstant();
    }

    String text(@Nullable Instant instant) {
        return instant == null ? "" : SHORT.format(instant.atZone(zone));
    }
}
