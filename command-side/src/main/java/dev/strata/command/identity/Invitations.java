package dev.strata.command.identity;

import dev.strata.command.account.domain.AccountCommand.ChangeAccount;
import dev.strata.command.transaction.CommandTransaction.Dispatch;
import dev.strata.kernel.account.AccountChange.InvitationMade;
import dev.strata.kernel.account.AccountChange.InvitationWithdrawn;
import dev.strata.kernel.content.Sha256;
import dev.strata.kernel.id.AccountId;
import dev.strata.platform.web.ProblemException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Lets people whom an administrator has invited open an account, once each. Only hashes of the tokens are kept. */
@Component
public class Invitations {
    private static final int OPEN_MAX = 1_000;
    private static final int TOKEN_BYTES = 32;

    private final JdbcClient jdbc;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    Invitations(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** One that nobody has used yet. */
    public record Invitation(UUID id, @Nullable AccountId by, Instant createdAt, Instant expiresAt) {}

    /**
     * What a new one is; the token is told this once.
     *
     * @param token what sign-up asks for
     */
    public record NewInvitation(UUID id, String token, Instant expiresAt) {
        /** Without the token. */
        @Override
        public String toString() {
            return "NewInvitation[" + id + "]";
        }
    }

    public NewInvitation make(Dispatch dispatch, AccountId by, Instant expiresAt) {
        Instant now = clock.instant();
        forgetExpired(now);
        if (open() >= OPEN_MAX) {
            throw new ProblemException(
                    HttpStatus.CONFLICT,
                    "too-many-invitations",
                    "There are %d invitations that nobody has used. Withdraw some first.".formatted(OPEN_MAX));
        }
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        UUID id = new UUID(random.nextLong(), random.nextLong());
        jdbc.sql("""
                        INSERT INTO command.invitation (invitation_id, token_hash, invited_by, created_at, expires_at)
                        VALUES (?, ?, ?, ?, ?)""")
                .params(id, hash(token), by.value(), utc(now), utc(expiresAt))
                .update();
        dispatch.send(new ChangeAccount(by, new InvitationMade(by, id)));
        return new NewInvitation(id, token, expiresAt);
    }

    private long open() {
        return jdbc.sql("SELECT count(*) FROM command.invitation")
                .query(Long.class)
                .single();
    }

    /** The newest first; at most 1,000. */
    public List<Invitation> list() {
        return jdbc.sql("SELECT * FROM command.invitation WHERE expires_at > ? ORDER BY created_at DESC LIMIT ?")
                .params(utc(clock.instant()), OPEN_MAX)
                .query(Invitations::invitation)
                .list();
    }

    private static Invitation invitation(ResultSet row, int index) throws SQLException {
        UUID by = row.getObject("invited_by", UUID.class);
        return new Invitation(
                row.getObject("invitation_id", UUID.class),
                by == null ? null : new AccountId(by),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("expires_at", OffsetDateTime.class).toInstant());
    }

    public void withdraw(Dispatch dispatch, AccountId by, UUID id) {
        int rows = jdbc.sql("DELETE FROM command.invitation WHERE invitation_id = ?")
                .param(id)
                .update();
        if (rows == 0) {
            throw new ProblemException(
                    HttpStatus.NOT_FOUND, "invitation-not-found", "There is no such invitation. Perhaps it was used.");
        }
        dispatch.send(new ChangeAccount(by, new InvitationWithdrawn(by, id)));
    }

    /** Uses an invitation up, in the transaction that opens the account. */
    void redeem(@Nullable String token) {
        int rows = token == null
                ? 0
                : jdbc.sql("DELETE FROM command.invitation WHERE token_hash = ? AND expires_at > ?")
                        .params(hash(token), utc(clock.instant()))
                        .update();
        if (rows == 0) {
            throw new ProblemException(
                    HttpStatus.FORBIDDEN,
                    "invitation-needed",
                    "Accounts are for invited people. The invitation is missing, was used, or has expired.");
        }
    }

    private void forgetExpired(Instant now) {
        jdbc.sql("DELETE FROM command.invitation WHERE expires_at <= ?")
                .param(utc(now))
                .update();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static String hash(String token) {
        return HexFormat.of().formatHex(Sha256.digest().digest(token.getBytes(StandardCharsets.UTF_8)));
    }
}
