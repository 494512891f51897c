package dev.strata.client.cli;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The person before the screen, if there is one. */
final class Terminal {
    private Terminal() {}

    static boolean isThere() {
        return console().isPresent();
    }

    private static Optional<Console> console() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal);
    }

    private static Console demanded(String what) {
        return console()
                .orElseThrow(
                        () -> new CommandRefused("there is nobody to ask for %s here; see --help".formatted(what)));
    }

    /** Shown as it is typed. */
    static String ask(String what) {
        return answered(what, demanded(what).readLine("%s: ", what));
    }

    /** Not shown. */
    static String askSecretly(String what) {
        char @Nullable [] secret = demanded(what).readPassword("%s: ", what);
        return answered(what, secret == null ? null : new String(secret));
    }

    private static String answered(String what, @Nullable String answer) {
        if (answer == null || answer.isBlank()) {
            throw new CommandRefused("no %s, nothing done".formatted(what));
        }
        return answer;
    }

    static boolean agrees(String question) {
        @Nullable String answer = demanded("consent").readLine("%s [y/N] ", question);
        return answer != null && answer.strip().toLowerCase(Locale.ROOT).matches("y|yes");
    }

    /** The first line of what a program sends. */
    static String line(String what) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        @Nullable String line = in.readLine();
        if (line == null || line.isEmpty()) {
            throw new CommandRefused("there is no %s on standard input".formatted(what));
        }
        return line;
    }

    static PrintStream nobody() {
        return new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    }
}
