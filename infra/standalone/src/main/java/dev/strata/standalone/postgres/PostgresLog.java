package dev.strata.standalone.postgres;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds, in what a PostgreSQL program wrote, the line that says what went wrong. */
final class PostgresLog {
    private static final Pattern COMPLAINT = Pattern.compile("(?:FATAL|PANIC|[Ee]rror|could not).*");

    private PostgresLog() {}

    static String reason(String output) {
        List<String> lines = output.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        return lines.stream()
                .map(COMPLAINT::matcher)
                .filter(Matcher::find)
                .map(MatchResult::group)
                .findFirst()
                .orElseGet(() -> lines.isEmpty() ? "it did not say why" : lines.getLast());
    }
}
