package dev.strata.client.cli;

import dev.strata.client.RemoteNameException;
import dev.strata.client.StrataProblem;
import dev.strata.client.login.NotSignedIn;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.http.HttpTimeoutException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Why a command did not do what it was asked for, in one line that says what to do next, and the exit code of that.
 *
 * @param message for the person who asked
 */
public record Failure(int exitCode, String message) {
    static final int REFUSED = 1;
    static final int MISUSED = 2;
    static final int NOT_SIGNED_IN = 3;
    static final int SERVER_AWAY = 4;

    private static final Set<String> WRONG_SECRETS =
            Set.of("invalid-credentials", "wrong-code", "second-factor-required");
    private static final Set<Integer> NOBODY_BEHIND = Set.of(502, 503, 504);

    /** Empty for what nobody foresaw. */
    public static Optional<Failure> of(Exception exception) {
        return switch (exception) {
            case CommandRefused e -> Optional.of(new Failure(REFUSED, text(e)));
            case RemoteNameException e -> Optional.of(new Failure(REFUSED, text(e)));
            case StrataProblem e -> Optional.of(of(e));
            case NotSignedIn e -> Optional.of(new Failure(NOT_SIGNED_IN, text(e) + ". Sign in: strata login"));
            case FileSystemException e -> Optional.of(new Failure(REFUSED, local(e)));
            case IOException e -> Optional.of(of(e));
            default -> Optional.empty();
        };
    }

    private static Failure of(StrataProblem problem) {
        if (problem.status() == 401 && !WRONG_SECRETS.contains(problem.code())) {
            return new Failure(NOT_SIGNED_IN, problem.detail() + " Sign in again: strata login");
        }
        if (NOBODY_BEHIND.contains(problem.status())) {
            return new Failure(
                    SERVER_AWAY, "the server cannot answer now: %s Try again later".formatted(problem.detail()));
        }
        return new Failure(REFUSED, "%s (%s)".formatted(problem.detail(), problem.code()));
    }

    private static Failure of(IOException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectException) {
                return new Failure(
                        SERVER_AWAY, "no Strata answers: is the server running, and this machine in its network?");
            }
            if (cause instanceof HttpTimeoutException
                    || cause instanceof SocketException
                    || cause instanceof EOFException
                    || cause instanceof SSLException) {
                return new Failure(
                        SERVER_AWAY, "the connection to the server was lost: %s. Try again".formatted(failure));
            }
        }
        return new Failure(REFUSED, text(failure));
    }

    private static String local(FileSystemException failure) {
        return switch (failure) {
            case NoSuchFileException _ -> "there is no local file " + failure.getFile();
            case AccessDeniedException _ -> "may not read or write " + failure.getFile();
            default -> text(failure);
        };
    }

    private static String text(Throwable failure) {
        @Nullable String message = failure.getMessage();
        return message == null ? failure.toString() : message;
    }
}
