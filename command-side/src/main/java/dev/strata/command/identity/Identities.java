package dev.strata.command.identity;

import dev.strata.command.openid.Proof;
import dev.strata.command.openid.ProvenIdentity;
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
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Who at which provider may sign in to which account. Issuer and subject count, and nothing else: an address, which
 * somebody else may have had before, links nobody.
 */
@Component
public class Identities {
    private static final int PER_ACCOUNT = 20;

    private final Accounts accounts;
    private final AccountRows rows;
    private final PasswordCheck passwords;
    private final Sessions sessions;
    private final SecurityLog log;
    private final TransactionTemplate transaction;
    private final JdbcClient jdbc;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    Identities(
            Accounts accounts,
            AccountRows rows,
            PasswordCheck passwords,
            Sessions sessions,
            SecurityLog log,
            TransactionTemplate transaction,
            JdbcClient jdbc,
            Clock clock) {
        this.accounts = accounts;
        this.rows = rows;
        this.passwords = passwords;
        this.sessions = sessions;
        this.log = log;
        this.transaction = transaction;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The oldest first; at most 20. */
    public List<LinkedIdentity> list(Caller caller) {
        return jdbc.sql("SELECT * FROM command.identity WHERE account_id = ? ORDER BY created_at, identity_id")
                .param(caller.account().value())
                .query(Identities::identity)
                .list();
    }

    private static LinkedIdentity identity(ResultSet row, int index) throws SQLException {
        OffsetDateTime used = row.getObject("used_at", OffsetDateTime.class);
        return new LinkedIdentity(
                row.getObject("identity_id", UUID.class),
                row.getString("provider"),
                row.getString("issuer"),
                row.getString("name"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                used == null ? null : used.toInstant());
    }

    /** Another way to sign in to the caller's account. */
    public LinkedIdentity link(Caller caller, String password, Proof proof, Origin origin) {
        Account account = accounts.findById(caller.account().value()).orElseThrow(SubjectErasedException::new);
        passwords.require(account, password, origin);
        try {
            return Objects.requireNonNull(transaction.execute(_ -> link(caller, proof, origin)));
        } catch (DuplicateKeyException _) {
            throw new ProblemException(
                    HttpStatus.CONFLICT, "identity-taken", "This sign-in is linked to an account already.");
        }
    }

    private LinkedIdentity link(Caller caller, Proof proof, Origin origin) {
        UUID id = caller.account().value();
        if (rows.change(id).isEmpty()) {
            throw new SubjectErasedException();
        }
        if (count(id) >= PER_ACCOUNT) {
            throw new ProblemException(
                    HttpStatus.CONFLICT,
                    "too-many-identities",
                    "You have %d linked sign-ins. Remove some first.".formatted(PER_ACCOUNT));
        }
        LinkedIdentity linked = add(id, proof.take());
        log.note(id, SecurityNotice.Type.IDENTITY_LINKED, caller.session(), origin);
        return linked;
    }

    /** The other sessions end: whoever has the account at the provider may have one. */
    @Transactional
    public void remove(Caller caller, UUID identity, Origin origin) {
        UUID id = caller.account().value();
        boolean hasPassword = Passwords.isSet(
                rows.change(id).orElseThrow(SubjectErasedException::new).passwordHash());
        int gone = jdbc.sql("DELETE FROM command.identity WHERE account_id = ? AND identity_id = ?")
                .params(id, identity)
                .update();
        if (gone == 0) {
            throw new ProblemException(HttpStatus.NOT_FOUND, "identity-not-found", "You have no such linked sign-in.");
        }
        if (!hasPassword && count(id) == 0) {
            throw new ProblemException(
                    HttpStatus.CONFLICT,
                    "last-sign-in",
                    "Without it you could not sign in any more. Set a password first: PUT /v1/me/password.");
        }
        sessions.endOthers(caller.account(), caller.session(), SecurityNotice.Type.IDENTITY_REMOVED, origin);
    }

    private long count(UUID account) {
        return jdbc.sql("SELECT count(*) FROM command.identity WHERE account_id = ?")
                .param(account)
                .query(Long.class)
                .single();
    }

    /** Whose it is. */
    Optional<UUID> find(ProvenIdentity who) {
        return jdbc.sql("SELECT account_id FROM command.identity WHERE issuer = ? AND subject = ?")
                .params(who.issuer(), who.subject())
                .query((row, _) -> row.getObject(1, UUID.class))
                .optional();
    }

    LinkedIdentity add(UUID account, ProvenIdentity who) {
        LinkedIdentity linked = new LinkedIdentity(
                new UUID(random.nextLong(), random.nextLong()),
                who.provider(),
                who.issuer(),
                who.login() == null ? who.displayName() : who.login(),
                clock.instant(),
                null);
        jdbc.sql("""
                        INSERT INTO command.identity (identity_id, account_id, issuer, subject, provider, name, created_at)
                        VALUES (?, ?, ?, ?, ?, ?, ?)""")
                .param(linked.id())
                .param(account)
                .param(who.issuer())
                .param(who.subject())
                .param(who.provider())
                .param(linked.name())
                .param(linked.createdAt().atOffset(ZoneOffset.UTC))
                .update();
        return linked;
    }

    /** Whether it is still that account's; asked while the account is held. */
    boolean use(UUID account, ProvenIdentity who) {
        return jdbc.sql("UPDATE command.identity SET used_at = ? WHERE issuer = ? AND subject = ? AND account_id = ?")
                        .params(clock.instant().atOffset(ZoneOffset.UTC), who.issuer(), who.subject(), account)
                        .update()
                > 0;
    }
}
