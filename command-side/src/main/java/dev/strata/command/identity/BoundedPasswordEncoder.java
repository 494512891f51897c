package dev.strata.command.identity;

import dev.strata.platform.web.ProblemException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * Lets only so many passwords be hashed at once, because each takes its memory; whoever would wait too long is told to
 * come again. Never call it within a transaction: that would hold a connection for as long.
 */
class BoundedPasswordEncoder implements PasswordEncoder {
    private static final int WAIT_SECONDS = 5;

    private final PasswordEncoder delegate;
    private final Semaphore free;

    BoundedPasswordEncoder(PasswordEncoder delegate, int atOnce) {
        this.delegate = delegate;
        this.free = new Semaphore(atOnce, true);
    }

    @Override
    public @Nullable String encode(@Nullable CharSequence password) {
        return inTurn(() -> delegate.encode(password));
    }

    @Override
    public boolean matches(@Nullable CharSequence password, @Nullable String hash) {
        return Boolean.TRUE.equals(inTurn(() -> delegate.matches(password, hash)));
    }

    @Override
    public boolean upgradeEncoding(@Nullable String hash) {
        return delegate.upgradeEncoding(hash);
    }

    private <T extends @Nullable Object> T inTurn(Supplier<T> work) {
        boolean mine = false;
        try {
            mine = free.tryAcquire(WAIT_SECONDS, TimeUnit.SECONDS);
            if (!mine) {
                throw busy();
            }
            return work.get();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw busy();
        } finally {
            if (mine) {
                free.release();
            }
        }
    }

    private static ProblemException busy() {
        return new ProblemException(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "busy",
                        "Too many are signing in at this moment. Try again shortly.")
                .withHeader(HttpHeaders.RETRY_AFTER, "2");
    }
}
