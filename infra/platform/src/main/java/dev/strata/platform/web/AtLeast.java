package dev.strata.platform.web;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;

/** The value of {@code Strata-At-Least}: a version of an aggregate that the answer must not be older than. */
record AtLeast(String stream, long version) {
    static final String HEADER = "Strata-At-Least";

    private static final Pattern SYNTAX =
            Pattern.compile("([0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})@([1-9][0-9]{0,17})");

    static AtLeast parse(String text) {
        Matcher matcher = SYNTAX.matcher(text.strip());
        if (!matcher.matches()) {
            throw new ProblemException(
                    HttpStatus.BAD_REQUEST,
                    "invalid-at-least",
                    "%s is <id>@<version>, with the version from an ETag; not %s".formatted(HEADER, text));
        }
        return new AtLeast(matcher.group(1).toLowerCase(Locale.ROOT), Long.parseLong(matcher.group(2)));
    }
}
