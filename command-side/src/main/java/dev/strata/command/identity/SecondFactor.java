package dev.strata.command.identity;

import dev.strata.command.identity.SignInThrottle.Attempt;
import dev.strata.platform.erasure.PersonalValues;
import dev.strata.platform.erasure.SubjectErasedException;
import dev.strata.platform.web.Caller;
import dev.strata.platform.web.ProblemException;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What an account asks for besides its password: a code from an app, or one of its recovery codes. Each code is good
 * once: a row decides, so that of two that come at once, to whichever process, one is refused. Wrong codes count like
 * wrong passwords.
 */
@Component
public class SecondFactor {
    private final Accounts accounts;
    private final AccountRows rows;
    private final PasswordCheck passwords;
    private final RecoveryCodes recovery;
    private final Sessions sessions;
    private final SecurityLog log;
    private final PersonalValues values;
    private final TransactionTemplate transaction;
    private final JdbcClient jdbc;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    SecondFactor(
            Accounts accounts,
            AccountRows rows,
            PasswordCheck passwords,
            RecoveryCodes recovery,
            Sessions sessions,
            SecurityLog log,
            PersonalValues values,
            TransactionTemplate transaction,
            JdbcClient jdbc,
            Clock clock) {
        this.accounts = accounts;
        this.rows = rows;
        this.passwords = passwords;
        this.recovery = recovery;
        this.sessions = sessions;
        this.log = log;
        this.values = values;
        this.transaction = transaction;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * What an authenticator app needs; told this once.
     *
     * @param secret in Base32
     * @param uri the same as a QR code would hold it
     */
    public record Enrolment(String secret, String uri) {
        /** Without the secret. */
        @Override
        public String toString() {
            return "Enrolment";
        }
    }

    /**
     * How it stands.
     *
     * @param since null as long as it is not confirmed: sign-in does not ask for it yet
     */
    public record Status(@Nullable Instant since, long recoveryCodesLeft) {}

    private record Row(String secret, boolean confirmed) {}

    /** A new secret, which counts once it is confirmed. */
    public Enrolment begin(Caller caller, String password, Origin origin) {
        Account account = account(caller);
        passwords.require(account, password, origin);
        byte[] secret = new byte[Totp.SECRET_BYTES];
        random.nextBytes(secret);
        transaction.executeWithoutResult(_ -> replacePending(account.accountId(), secret));
        String base32 = Base32.encode(secret);
        return new Enrolment(base32, Totp.uri(account.login(), base32));
    }

    private void replacePending(UUID account, byte[] secret) {
        int written = jdbc.sql("""
                        INSERT INTO command.second_factor AS f (account_id, secret) VALUES (?, ?)
                        ON CONFLICT (account_id) DO UPDATE SET secret = excluded.secret WHERE f.confirmed_at IS NULL""")
                .params(account, values.seal(account, HexFormat.of().formatHex(secret)))
                .update();
        if (written == 0) {
            throw alreadyThere();
        }
    }

    /** From now on sign-in asks for it. The other sessions end: they began without it. */
    public List<String> confirm(Caller caller, String code, Origin origin) {
        Account account = account(caller);
        return proven(account, origin, () -> {
            UUID id = account.accountId();
            rows.change(id);
            Row row = find(id).orElseThrow(SecondFactor::notFound);
            if (row.confirmed()) {
                throw alreadyThere();
            }
            if (!takesStep(id, row, code)) {
                throw wrongCode(HttpStatus.FORBIDDEN);
            }
            jdbc.sql("UPDATE command.second_factor SET confirmed_at = ? WHERE account_id = ?")
                    .params(clock.instant().atOffset(ZoneOffset.UTC), id)
                    .update();
            sessions.endOthers(caller.account(), caller.session(), SecurityNotice.Type.SECOND_FACTOR_ADDED, origin);
            return recovery.make(id);
        });
    }

    public void remove(Caller caller, String password, String code, Origin origin) {
        Account account = account(caller);
        passwords.require(account, password, origin);
        proven(account, origin, () -> {
            UUID id = account.accountId();
            rows.change(id);
            Row row = find(id).filter(Row::confirmed).orElseThrow(SecondFactor::notFound);
            if (!takes(id, row, code, origin)) {
                throw wrongCode(HttpStatus.FORBIDDEN);
            }
            delete(id);
            sessions.endOthers(caller.account(), caller.session(), SecurityNotice.Type.SECOND_FACTOR_REMOVED, origin);
            return id;
        });
    }

    public Status status(Caller caller) {
        return jdbc.sql("""
                        SELECT confirmed_at, (SELECT count(*) FROM command.recovery_code r WHERE r.account_id = f.account_id)
                          FROM command.second_factor f WHERE account_id = ?""")
                .param(caller.account().value())
                .query((row, _) -> new Status(time(row), row.getLong(2)))
                .optional()
                .orElseThrow(SecondFactor::notFound);
    }

    private static @Nullable Instant time(ResultSet row) throws SQLException {
        OffsetDateTime time = row.getObject(1, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    /** Lets whoever knew the password go on, in a transaction that holds the account. */
    void require(Account account, @Nullable String code, HttpStatus otherwise, Origin origin) {
        Optional<Row> row = find(account.accountId()).filter(Row::confirmed);
        if (row.isEmpty()) {
            return;
        }
        if (code == null) {
            throw new ProblemException(
                    otherwise,
                    "second-factor-required",
                    "This account asks for a code too: send code, from the authenticator app or a recovery code.");
        }
        Attempt attempt = attempt(account, origin);
        if (!takes(account.accountId(), row.get(), code, origin)) {
            throw wrongCode(otherwise);
        }
        attempt.wasRight();
    }

    /** Whether there was one that sign-in asked for. */
    boolean delete(UUID account) {
        return jdbc.sql("DELETE FROM command.second_factor WHERE account_id = ? AND confirmed_at IS NOT NULL")
                        .param(account)
                        .update()
                > 0;
    }

    private boolean takes(UUID account, Row row, String code, Origin origin) {
        if (Totp.isCode(code)) {
            return takesStep(account, row, code);
        }
        boolean used = recovery.use(account, code);
        if (used) {
            log.note(account, SecurityNotice.Type.RECOVERY_CODE_USED, null, origin);
        }
        return used;
    }

    private boolean takesStep(UUID account, Row row, String code) {
        byte[] secret = HexFormat.of().parseHex(values.open(row.secret()));
        OptionalLong step = Totp.stepOf(code, secret, clock.instant());
        return step.isPresent()
                && jdbc.sql("""
                                UPDATE command.second_factor SET used_step = :step
                                 WHERE account_id = :account AND secret = :secret AND used_step < :step""")
                                .param("step", step.getAsLong())
                                .param("account", account)
                                .param("secret", row.secret())
                                .update()
                        > 0;
    }

    private Optional<Row> find(UUID account) {
        return jdbc.sql("SELECT secret, confirmed_at IS NOT NULL FROM command.second_factor WHERE account_id = ?")
                .param(account)
                .query((row, _) -> new Row(row.getString(1), row.getBoolean(2)))
                .optional();
    }

    private <T> T proven(Account account, Origin origin, Supplier<T> work) {
        Attempt attempt = attempt(account, origin);
        T done = Objects.requireNonNull(transaction.execute(_ -> work.get()));
        attempt.wasRight();
        return done;
    }

    private Attempt attempt(Account account, Origin origin) {
        return passwords.begin(account.login().toLowerCase(Locale.ROOT), origin);
    }

    private Account account(Caller caller) {
        return accounts.findById(caller.account().value()).orElseThrow(SubjectErasedException::new);
    }

    private static ProblemException wrongCode(HttpStatus status) {
        return new ProblemException(status, "wrong-code", "The code is wrong, too old, or was used before.");
    }

    private static ProblemException alreadyThere() {
        return new ProblemException(
                HttpStatus.CONFLICT, "second-factor-exists", "There is a second factor already. Remove it first.");
    }

    private static ProblemException notFound() {
        return new ProblemException(
                HttpStatus.NOT_FOUND, "second-factor-not-found", "There is no second factor. Begin: POST /v1/me/totp.");
    }
}
