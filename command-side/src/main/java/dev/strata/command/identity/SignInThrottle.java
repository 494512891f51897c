package dev.strata.command.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.strata.kernel.content.Sha256;
import dev.strata.platform.web.ProblemException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * Slows guessing down, by rate: so many wrong secrets at once, and then one each so often. Counted for a login from one
 * network, for a network, and for a login from everywhere; the last of these does not count for networks from which the
 * account was used before, so that nobody can keep an owner out. Each process counts for itself, in memory that is
 * bounded; a login that does not exist is counted like any other.
 */
@Component
class SignInThrottle {
    private static final long REMEMBERED_MAX = 100_000;
    private static final int LOGIN_MAX = 100;

    private final Rate perLoginAndNetwork;
    private final Rate perNetwork;
    private final Rate perLogin;
    private final Clock clock;

    SignInThrottle(
            @Value("${strata.sign-in.wrong.per-login-and-network:10}") int perLoginAndNetwork,
            @Value("${strata.sign-in.wrong.per-network:100}") int perNetwork,
            @Value("${strata.sign-in.wrong.per-login:100}") int perLogin,
            @Value("${strata.sign-in.wrong.within:PT10M}") Duration within,
            Clock clock) {
        this.perLoginAndNetwork = new Rate(perLoginAndNetwork, within);
        this.perNetwork = new Rate(perNetwork, within);
        this.perLogin = new Rate(perLogin, within.multipliedBy(6));
        this.clock = clock;
    }

    /** One attempt, which counts as wrong until somebody says that it was right. */
    interface Attempt {
        void wasRight();
    }

    /** Whether a network is one from which the owner of a login comes; asked only if it matters. */
    interface Familiar {
        boolean test(String network);
    }

    /** Refuses the attempt with 429 if there were too many wrong ones. Whatever is thrown counts as a wrong one. */
    Attempt begin(String login, String address, Familiar familiar) {
        String network = Networks.of(address);
        String name = login.length() > LOGIN_MAX ? hash(login) : login.toLowerCase(Locale.ROOT);
        Instant now = clock.instant();
        String both = name + "\n" + network;
        take(perLoginAndNetwork, both, now);
        try {
            take(perNetwork, network, now);
        } catch (ProblemException e) {
            perLoginAndNetwork.giveBack(both);
            throw e;
        }
        Duration wait = perLogin.take(name, now);
        if (!wait.isZero() && !familiar.test(network)) {
            perLoginAndNetwork.giveBack(both);
            perNetwork.giveBack(network);
            throw tooMany(wait);
        }
        return () -> {
            perLoginAndNetwork.giveBack(both);
            perNetwork.giveBack(network);
            if (wait.isZero()) {
                perLogin.giveBack(name);
            }
        };
    }

    private static void take(Rate rate, String key, Instant now) {
        Duration wait = rate.take(key, now);
        if (!wait.isZero()) {
            throw tooMany(wait);
        }
    }

    private static ProblemException tooMany(Duration wait) {
        return new ProblemException(
                        HttpStatus.TOO_MANY_REQUESTS,
                        "too-many-attempts",
                        "There were too many wrong attempts. Wait a while before the next one.")
                .withHeader(HttpHeaders.RETRY_AFTER, Long.toString(Math.max(1, wait.toSeconds() + 1)));
    }

    private static String hash(String login) {
        return HexFormat.of().formatHex(Sha256.digest().digest(login.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * So many at once, and as many in each period, evenly: for each key the instant is kept at which all of it would be
     * free again (the generic cell rate algorithm).
     */
    private static final class Rate {
        private final long interval;
        private final long burst;
        private final Cache<String, AtomicLong> freeAt;

        Rate(int count, Duration within) {
            this.interval = within.toNanos() / count;
            this.burst = within.toNanos();
            this.freeAt = Caffeine.newBuilder()
                    .maximumSize(REMEMBERED_MAX)
                    .expireAfterAccess(within)
                    .build();
        }

        /** Zero if it was taken; else how long to wait. */
        Duration take(String key, Instant instant) {
            long now = Duration.between(Instant.EPOCH, instant).toNanos();
            AtomicLong free = cell(key);
            while (true) {
                long before = free.get();
                long after = Math.max(before, now) + interval;
                if (after - now > burst) {
                    return Duration.ofNanos(after - now - burst);
                }
                if (free.compareAndSet(before, after)) {
                    return Duration.ZERO;
                }
            }
        }

        void giveBack(String key) {
            cell(key).addAndGet(-interval);
        }

        private AtomicLong cell(String key) {
            return freeAt.get(key, _ -> new AtomicLong());
        }
    }
}
