package dev.strata.command.identity;

import dev.strata.command.passkey.CreationOptions;
import dev.strata.command.passkey.PasskeyAttestation;
import dev.strata.command.passkey.PasskeyKey;
import dev.strata.command.passkey.RelyingParty;
import dev.strata.platform.erasure.SubjectErasedException;
import dev.strata.platform.web.Caller;
import dev.strata.platform.web.ProblemException;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Which passkeys open which account. Whoever makes one has a password, and keeps it: so removing passkeys locks nobody
 * out.
 */
@Component
public class Passkeys {
    private static final int PER_ACCOUNT = 20;

    private final RelyingParty relyingParty;
    private final Accounts accounts;
    private final AccountRows rows;
    private final PasswordCheck passwords;
    private final SecondFactor secondFactor;
    private final Sessions sessions;
    private final SecurityLog log;
    private final TransactionTemplate transaction;
    private final JdbcClient jdbc;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    Passkeys(
            RelyingParty relyingParty,
            Accounts accounts,
            AccountRows rows,
            PasswordCheck passwords,
            SecondFactor secondFactor,
            Sessions sessions,
            SecurityLog log,
            TransactionTemplate transaction,
            JdbcClient jdbc,
            Clock clock) {
        this.relyingParty = relyingParty;
        this.accounts = accounts;
        this.rows = rows;
        this.passwords = passwords;
        this.secondFactor = secondFactor;
        this.sessions = sessions;
        this.log = log;
        this.transaction = transaction;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The oldest first; at most 20. */
    public List<Passkey> list(Caller caller) {
        return jdbc.sql("SELECT * FROM command.passkey WHERE account_id = ? ORDER BY created_at, passkey_id")
                .param(caller.account().value())
                .query(Passkeys::passkey)
                .list();
    }

    private static Passkey passkey(ResultSet row, int index) throws SQLException {
        OffsetDateTime used = row.getObject("used_at", OffsetDateTime.class);
        return new Passkey(
                row.getObject("passkey_id", UUID.class),
                row.getString("name"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                used == null ? null : used.toInstant());
    }

    /** For who knows the password, and the code if sign-in asks for one: a passkey stands for both from then on. */
    public CreationOptions begin(Caller caller, String password, @Nullable String code, Origin origin) {
        Account account = accounts.findById(caller.account().value()).orElseThrow(SubjectErasedException::new);
        passwords.require(account, password, origin);
        return Objects.requireNonNull(transaction.execute(_ -> {
            UUID id = account.accountId();
            hold(id);
            refuseTooMany(id);
            secondFactor.require(account, code, HttpStatus.FORBIDDEN, origin);
            String displayName = Objects.requireNonNullElse(account.displayName(), account.login());
            return relyingParty.create(new RelyingParty.Owner(id, account.login(), displayName), credentials(id));
        }));
    }

    private List<byte[]> credentials(UUID account) {
        return jdbc.sql("SELECT credential_id FROM command.passkey WHERE account_id = ?")
                .param(account)
                .query((row, _) -> row.getBytes(1))
                .list();
    }

    /** What was made of {@link #begin}. */
    public Passkey add(Caller caller, String name, PasskeyAttestation sent, Origin origin) {
        RelyingParty.Made made = relyingParty.made(caller.account().value(), sent);
        try {
            return Objects.requireNonNull(transaction.execute(_ -> add(caller, name, made, origin)));
        } catch (DuplicateKeyException _) {
            throw new ProblemException(HttpStatus.CONFLICT, "passkey-taken", "This passkey opens an account already.");
        }
    }

    private Passkey add(Caller caller, String name, RelyingParty.Made made, Origin origin) {
        UUID account = caller.account().value();
        hold(account);
        refuseTooMany(account);
        Passkey passkey = new Passkey(new UUID(random.nextLong(), random.nextLong()), name, clock.instant(), null);
        jdbc.sql("""
                        INSERT INTO command.passkey (passkey_id, account_id, name, credential_id, credential,
                            backup_eligible, sign_count, created_at)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?)""")
                .param(passkey.id())
                .param(account)
                .param(name)
                .param(made.key().credentialId())
                .param(made.key().credential())
                .param(made.key().backupEligible())
                .param(made.signCount())
                .param(passkey.createdAt().atOffset(ZoneOffset.UTC))
                .update();
        log.note(account, SecurityNotice.Type.PASSKEY_ADDED, caller.session(), origin);
        return passkey;
    }

    private void hold(UUID account) {
        if (rows.change(account).isEmpty()) {
            throw new SubjectErasedException();
        }
    }

    private void refuseTooMany(UUID account) {
        if (credentials(account).size() >= PER_ACCOUNT) {
            throw new ProblemException(
                    HttpStatus.CONFLICT,
                    "too-many-passkeys",
                    "You have %d passkeys. Remove some first.".formatted(PER_ACCOUNT));
        }
    }

    /** The other sessions end: whoever has the passkey may have one. */
    @Transactional
    public void remove(Caller caller, UUID passkey, Origin origin) {
        UUID account = caller.account().value();
        hold(account);
        int gone = jdbc.sql("DELETE FROM command.passkey WHERE account_id = ? AND passkey_id = ?")
                .params(account, passkey)
                .update();
        if (gone == 0) {
            throw new ProblemException(HttpStatus.NOT_FOUND, "passkey-not-found", "You have no such passkey.");
        }
        sessions.endOthers(caller.account(), caller.session(), SecurityNotice.Type.PASSKEY_REMOVED, origin);
    }

    /** One that somebody says he has. */
    record Found(UUID id, UUID account, PasskeyKey key) {}

    Optional<Found> find(byte[] credentialId) {
        return jdbc.sql("SELECT * FROM command.passkey WHERE credential_id = ?")
                .param(credentialId)
                .query((row, _) -> new Found(
                        row.getObject("passkey_id", UUID.class),
                        row.getObject("account_id", UUID.class),
                        new PasskeyKey(
                                row.getBytes("credential_id"),
                                row.getBytes("credential"),
                                row.getBoolean("backup_eligible"))))
                .optional();
    }

    /** Whether it is still there and its counter has grown; 0 is what those say that count nothing. */
    boolean use(UUID passkey, long signCount) {
        return jdbc.sql("""
                        UPDATE command.passkey SET sign_count = :count, used_at = :now
                         WHERE passkey_id = :id AND (sign_count < :count OR (sign_count = 0 AND :count = 0))""")
                        .param("count", signCount)
                        .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                        .param("id", passkey)
                        .update()
                > 0;
    }
}
