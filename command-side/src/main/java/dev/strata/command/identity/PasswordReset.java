package dev.strata.command.identity;

import dev.strata.kernel.content.Sha256;
import dev.strata.kernel.id.AccountId;
import dev.strata.platform.web.ProblemException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Lets somebody who has forgotten his password choose another one, by a token that is mailed to the address of his
 * account. Whoever asks learns nothing: what depends on the account is done beside the request. A second factor stays,
 * and is asked for at the next sign-in.
 */
@Component
public class PasswordReset {
    private static final Logger LOG = LoggerFactory.getLogger(PasswordReset.class);
    private static final Duration VALIDITY = Duration.ofMinutes(30);
    private static final int TOKEN_BYTES = 32;

    private final Accounts accounts;
    private final AccountRows rows;
    private final PasswordRules rules;
    private final Passwords passwords;
    private final Sessions sessions;
    private final AccountMails mails;
    private final TransactionTemplate transaction;
    private final JdbcClient jdbc;
    private final Clock clock;
    private final SignInThrottle throttle;
    private final SecureRandom random = new SecureRandom();

    PasswordReset(
            Accounts accounts,
            AccountRows rows,
            PasswordRules rules,
            Passwords passwords,
            Sessions sessions,
            AccountMails mails,
            TransactionTemplate transaction,
            JdbcClient jdbc,
            Clock clock,
            @Value("${strata.password-resets.per-login-and-network:3}") int perLoginAndNetwork,
            @Value("${strata.password-resets.per-network:100}") int perNetwork,
            @Value("${strata.password-resets.per-login:10}") int perLogin,
            @Value("${strata.password-resets.within:PT1H}") Duration within) {
        this.accounts = accounts;
        this.rows = rows;
        this.rules = rules;
        this.passwords = passwords;
        this.sessions = sessions;
        this.mails = mails;
        this.transaction = transaction;
        this.jdbc = jdbc;
        this.clock = clock;
        this.throttle = new SignInThrottle(perLoginAndNetwork, perNetwork, perLogin, within, clock);
    }

    /** Mails a token, if there is such an account, it has an address and is not disabled. */
    public void ask(String login, Origin origin) {
        if (!mails.areSent()) {
            throw new ProblemException(
                    HttpStatus.NOT_IMPLEMENTED,
                    "no-mail",
                    "This server sends no mail, so it cannot reset passwords. Ask whoever runs it.");
        }
        String key = login.toLowerCase(Locale.ROOT);
        throttle.begin(key, origin.address(), network -> rows.isFamiliar(key, network));
        Thread.startVirtualThread(() -> mail(key, origin));
    }

    /** Beside the request, whose time must not tell whether the login exists. */
    private void mail(String loginKey, Origin origin) {
        try {
            transaction.executeWithoutResult(_ -> find(loginKey).ifPresent(account -> mail(account, origin)));
        } catch (RuntimeException e) {
            LOG.warn("cannot mail a token for another password", e);
        }
    }

    private Optional<Account> find(String loginKey) {
        return loginKey.indexOf('\0') >= 0
                ? Optional.empty()
                : accounts.findByLoginKey(loginKey).filter(account -> !account.isDisabled());
    }

    private void mail(Account account, Origin origin) {
        String to = account.email();
        if (to == null) {
            return;
        }
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        Instant until = clock.instant().plus(VALIDITY);
        jdbc.sql("DELETE FROM command.password_reset WHERE expires_at <= ?")
                .param(utc(clock.instant()))
                .update();
        jdbc.sql("INSERT INTO command.password_reset (token_hash, account_id, expires_at) VALUES (?, ?, ?)")
                .params(hash(token), account.accountId(), utc(until))
                .update();
        mails.passwordReset(account.accountId(), to, account.login(), token, until, origin);
    }

    /** Uses a token up. All sessions end: whoever has one may be who made the owner forget. */
    public void set(String token, String next, Origin origin) {
        Account account = accountOf(token).orElseThrow(PasswordReset::invalid);
        rules.check(next, account.login(), account.displayName(), account.email());
        String hash = passwords.hash(next);
        transaction.executeWithoutResult(_ -> set(account, token, hash, origin));
    }

    private Optional<Account> accountOf(String token) {
        return jdbc.sql("SELECT account_id FROM command.password_reset WHERE token_hash = ? AND expires_at > ?")
                .params(hash(token), utc(clock.instant()))
                .query(UUID.class)
                .optional()
                .flatMap(accounts::findById)
                .filter(account -> !account.isDisabled());
    }

    /** The row of the account is locked first: of two who come with one token, the second finds it gone. */
    private void set(Account account, String token, String hash, Origin origin) {
        UUID id = account.accountId();
        boolean open = rows.change(id).filter(now -> !now.disabled()).isPresent();
        int used = jdbc.sql("DELETE FROM command.password_reset WHERE token_hash = ? AND account_id = ?")
                .params(hash(token), id)
                .update();
        if (!open || used == 0) {
            throw invalid();
        }
        withdraw(id);
        jdbc.sql("UPDATE command.account SET password_hash = ? WHERE account_id = ?")
                .params(hash, id)
                .update();
        sessions.endAll(new AccountId(id), SecurityNotice.Type.PASSWORD_RESET, origin);
        mails.passwordChanged(id, account.email(), account.login(), origin);
    }

    /** Whatever was mailed opens nothing any more. */
    void withdraw(UUID account) {
        jdbc.sql("DELETE FROM command.password_reset WHERE account_id = ?")
                .param(account)
                .update();
    }

    private static ProblemException invalid() {
        return new ProblemException(
                HttpStatus.FORBIDDEN,
                "invalid-reset-token",
                "The token is not valid, has expired or was used before. Ask for another: POST /v1/password-resets.");
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static String hash(String token) {
        return HexFormat.of().formatHex(Sha256.digest().digest(token.getBytes(StandardCharsets.UTF_8)));
    }
}
