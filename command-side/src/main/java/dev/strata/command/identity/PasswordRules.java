package dev.strata.command.identity;

import dev.strata.platform.web.ProblemException;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * Which passwords can be chosen (NIST SP 800-63B-4, 3.1.1.2): long ones that are neither common nor easy to expect.
 * There are no rules about which characters; each code point counts as one.
 */
@Component
public class PasswordRules {
    private static final String PRODUCT = "strata";
    private static final int LENGTH_MIN_MIN = 8;
    private static final int LENGTH_MAX = 256;

    private final CommonPasswords common;
    private final int lengthMin;

    PasswordRules(CommonPasswords common, @Value("${strata.passwords.length-min:15}") int lengthMin) {
        if (lengthMin < LENGTH_MIN_MIN || lengthMin > LENGTH_MAX) {
            throw new IllegalArgumentException(
                    "strata.passwords.length-min is %d to %d, not %d".formatted(LENGTH_MIN_MIN, LENGTH_MAX, lengthMin));
        }
        this.common = common;
        this.lengthMin = lengthMin;
    }

    /** Refuses a password that cannot be chosen by whoever has these names. */
    public void check(String password, String login, @Nullable String displayName, @Nullable String email) {
        String normal = Passwords.normal(password);
        int length = normal.codePointCount(0, normal.length());
        if (length < lengthMin || length > LENGTH_MAX) {
            throw refused(
                    length < lengthMin ? "too-short" : "too-long",
                    "A password has %d to %d characters; any will do, and a few words are easy to remember."
                            .formatted(lengthMin, LENGTH_MAX));
        }
        if (common.contain(normal)) {
            throw refused("common", "This password is one of those that are tried first. Choose another one.");
        }
        Set<String> names = Stream.of(PRODUCT, login, displayName, email)
                .filter(name -> name != null && !name.isEmpty())
                .flatMap(name -> Stream.of(name, name.split("@", -1)[0]))
                .map(name -> name.toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        if (CommonPasswords.isMadeOf(normal, names)) {
            throw refused("expected", "Whoever knows your name would try this password. Choose another one.");
        }
    }

    private static ProblemException refused(String reason, String detail) {
        return new ProblemException(HttpStatus.UNPROCESSABLE_CONTENT, "password-refused", detail)
                .with("reason", reason);
    }
}
