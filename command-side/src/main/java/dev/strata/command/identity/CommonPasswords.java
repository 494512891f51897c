package dev.strata.command.identity;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** The 30,000 passwords that are tried first, and what people make of them when they are asked for a longer one. */
@Component
class CommonPasswords {
    private final Set<String> known = read();

    private static Set<String> read() {
        try (InputStream list = Objects.requireNonNull(
                        CommonPasswords.class.getResourceAsStream("common-passwords.txt"), "part of this module");
                BufferedReader lines = new BufferedReader(new InputStreamReader(list, StandardCharsets.UTF_8))) {
            return lines.lines().collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** In any case, repeated, and with figures and signs around it. */
    boolean contain(String password) {
        String lower = password.toLowerCase(Locale.ROOT);
        String unit = unit(lower);
        return known.contains(lower) || known.contains(unit) || unit.length() == 1 || known.contains(core(lower));
    }

    /** Whether it is one of these words, repeated or with figures and signs around it. */
    static boolean isMadeOf(String password, Set<String> words) {
        String lower = password.toLowerCase(Locale.ROOT);
        return words.contains(lower) || words.contains(unit(lower)) || words.contains(core(lower));
    }

    /** The shortest text that the password repeats. */
    private static String unit(String password) {
        int period = (password + password).indexOf(password, 1);
        return password.substring(0, period);
    }

    /** Without what is not a letter at both ends; a password of figures alone has none. */
    private static String core(String password) {
        String core = password.replaceAll("^[^\\p{L}]+|[^\\p{L}]+$", "");
        return core.isEmpty() ? password : unit(core);
    }
}
