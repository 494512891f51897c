package dev.strata.command.link;

import dev.strata.kernel.content.Sha256;
import dev.strata.kernel.id.LinkId;
import dev.strata.platform.signing.InvalidStatementException;
import dev.strata.platform.signing.SignedStatements;
import dev.strata.platform.signing.SigningKeys;
import dev.strata.platform.web.ProblemException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * The passwords of links. The right one is answered with a pass, so that it is sent and hashed once an hour; a pass
 * opens nothing any more when the password is changed.
 */
@Component
public class LinkPasswords {
    public static final Duration PASS_VALIDITY = Duration.ofHours(1);
    public static final int LENGTH_MAX = 1_000;

    private static final int AT_ONCE = 4;
    private static final int PATIENCE_SECONDS = 5;

    private final PasswordEncoder encoder;
    private final SignedStatements<Pass> passes;
    private final Semaphore hashing = new Semaphore(AT_ONCE);

    LinkPasswords(PasswordEncoder encoder, SigningKeys keys, JsonMapper json, Clock clock) {
        this.encoder = encoder;
        this.passes = new SignedStatements<>(keys.secret("link"), "link pass", Pass.class, json, clock);
    }

    /** @param password which one was given: a part of the hash of its hash */
    @SuppressWarnings("MissingSummary")
    record Pass(LinkId linkId, String password) {}

    public String hash(String password) {
        return withinMemory(() -> java.util.Objects.requireNonNull(encoder.encode(password)));
    }

    boolean matches(String password, String hash) {
        return password.length() <= LENGTH_MAX && withinMemory(() -> encoder.matches(password, hash));
    }

    String pass(LinkId link, String hash) {
        return passes.sign(new Pass(link, mark(hash)), PASS_VALIDITY);
    }

    /** Whether the pass is for this link and its present password. */
    boolean opens(@Nullable String pass, LinkId link, String hash) {
        if (pass == null) {
            return false;
        }
        try {
            return passes.verify(pass).equals(new Pass(link, mark(hash)));
        } catch (InvalidStatementException _) {
            return false; // Old or forged: the password has to be given again.
        }
    }

    private static String mark(String hash) {
        return HexFormat.of().formatHex(Sha256.digest().digest(hash.getBytes(StandardCharsets.UTF_8)), 0, 16);
    }

    /** A hash takes much memory, so that it cannot be guessed cheaply; strangers must not take all of it. */
    private <T> T withinMemory(java.util.function.Supplier<T> work) {
        try {
            if (!hashing.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new ProblemException(
                                HttpStatus.SERVICE_UNAVAILABLE, "busy", "Too many give a password at once. Try again.")
                        .withHeader("Retry-After", "5");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting to hash", e);
        }
        try {
            return work.get();
        } finally {
            hashing.release();
        }
    }
}
