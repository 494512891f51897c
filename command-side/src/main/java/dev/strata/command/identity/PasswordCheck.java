package dev.strata.command.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.strata.command.identity.SignInThrottle.Attempt;
import dev.strata.platform.web.ProblemException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Says whether somebody knows the password of an account: as slowly for logins that do not exist, and not too often. */
@Component
class PasswordCheck {
    private static final Logger LOG = LoggerFactory.getLogger(PasswordCheck.class);
    private static final Duration NOTED_ONCE_PER = Duration.ofHours(1);
    private static final int NOTED_MAX = 10_000;

    private final Accounts accounts;
    private final AccountRows rows;
    private final Passwords passwords;
    private final SignInThrottle throttle;
    private final SecurityLog log;
    private final String hashOfNobody;
    private final Cache<String, Boolean> noted = Caffeine.newBuilder()
            .maximumSize(NOTED_MAX)
            .expireAfterWrite(NOTED_ONCE_PER)
            .build();

    PasswordCheck(Accounts accounts, AccountRows rows, Passwords passwords, SignInThrottle throttle, SecurityLog log) {
        this.accounts = accounts;
        this.rows = rows;
        this.passwords = passwords;
        this.throttle = throttle;
        this.log = log;
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        this.hashOfNobody = passwords.hash(HexFormat.of().formatHex(random));
    }

    /** The account, if the password is its own. */
    Optional<Account> find(String login, String password, Origin origin) {
        String key = login.toLowerCase(Locale.ROOT);
        Attempt attempt = begin(key, origin);
        Optional<Account> known = login.indexOf('\0') >= 0 ? Optional.empty() : accounts.findByLoginKey(key);
        boolean matches = passwords.matches(
                password,
                known.map(Account::passwordHash).filter(Passwords::isSet).orElse(hashOfNobody));
        if (known.isEmpty() || !matches) {
            return Optional.empty();
        }
        attempt.wasRight();
        return Optional.of(upgraded(known.get(), password));
    }

    /** Refuses whoever does not know the password of an account in whose name he speaks. */
    void require(Account account, String password, Origin origin) {
        if (!Passwords.isSet(account.passwordHash())) {
            throw new ProblemException(
                    HttpStatus.FORBIDDEN,
                    "no-password",
                    "This account has no password yet. Set one: PUT /v1/me/password.");
        }
        Attempt attempt = begin(account.login().toLowerCase(Locale.ROOT), origin);
        if (!passwords.matches(password, account.passwordHash())) {
            throw new ProblemException(HttpStatus.FORBIDDEN, "wrong-password", "The password is wrong.");
        }
        attempt.wasRight();
    }

    Attempt begin(String loginKey, Origin origin) {
        try {
            return throttle.begin(loginKey, origin.address(), network -> rows.isFamiliar(loginKey, network));
        } catch (ProblemException tooMany) {
            if (noted.asMap().putIfAbsent(loginKey, true) == null) {
                Thread.startVirtualThread(() -> note(loginKey, origin));
            }
            throw tooMany;
        }
    }

    /** Beside the request, whose time must not tell whether the login exists. */
    private void note(String loginKey, Origin origin) {
        try {
            accounts.findByLoginKey(loginKey)
                    .ifPresent(account -> log.noteOncePer(
                            NOTED_ONCE_PER, account.accountId(), SecurityNotice.Type.TOO_MANY_WRONG_PASSWORDS, origin));
        } catch (RuntimeException e) {
            LOG.warn("cannot note that somebody guesses passwords", e);
        }
    }

    /** A hash that is no longer made like this is made anew while the password is there. */
    private Account upgraded(Account account, String password) {
        if (passwords.isOutdated(account.passwordHash())) {
            String hash = passwords.hash(password);
            if (rows.replaceHash(account.accountId(), account.passwordHash(), hash)) {
                return account.withPasswordHash(hash);
            }
        }
        return account;
    }
}
