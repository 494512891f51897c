package dev.strata.command.identity;

import dev.strata.command.account.domain.AccountCommand.ChangeAccount;
import dev.strata.command.identity.AccountRows.Standing;
import dev.strata.command.transaction.CommandTransaction.Dispatch;
import dev.strata.kernel.account.AccountChange.AccountDisabled;
import dev.strata.kernel.account.AccountChange.AccountEnabled;
import dev.strata.kernel.account.AccountChange.AccountRoleChanged;
import dev.strata.kernel.account.AccountChange.AccountSignedOut;
import dev.strata.kernel.account.AccountChange.QuotaChanged;
import dev.strata.kernel.account.AccountChange.SecondFactorRemoved;
import dev.strata.kernel.account.AccountRole;
import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.SpaceId;
import dev.strata.platform.web.Caller;
import dev.strata.platform.web.ProblemException;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What administrators may do to accounts. Each act is an event of the account, with who did it, in one transaction with
 * what it does; what is so already is done without one. Nobody does any of it to himself, so that there is always
 * another administrator than the one who goes.
 */
@Component
public class Administration {
    private final AccountRows rows;
    private final Sessions sessions;
    private final SecondFactor secondFactor;
    private final JdbcClient jdbc;

    Administration(AccountRows rows, Sessions sessions, SecondFactor secondFactor, JdbcClient jdbc) {
        this.rows = rows;
        this.sessions = sessions;
        this.secondFactor = secondFactor;
        this.jdbc = jdbc;
    }

    /** Refuses whoever is no administrator. */
    public static void open(Caller caller) {
        if (caller.role() != AccountRole.ADMIN) {
            throw new ProblemException(HttpStatus.FORBIDDEN, "forbidden", "Only an administrator may do this.");
        }
    }

    /** The same, for what nobody does to himself. */
    public static void open(Caller caller, AccountId account) {
        open(caller);
        if (caller.account().equals(account)) {
            throw new ProblemException(
                    HttpStatus.CONFLICT, "own-account", "Another administrator has to do this to your account.");
        }
    }

    /** Sessions end, because their tokens tell of the old role. */
    public void changeRole(Dispatch dispatch, AccountId account, AccountRole role, Origin origin) {
        AccountRole before = hold(account).role();
        if (before == role) {
            return;
        }
        jdbc.sql("UPDATE command.account SET role = ? WHERE account_id = ?")
                .params(role.text(), account.value())
                .update();
        sessions.endAll(account, SecurityNotice.Type.ROLE_CHANGED, origin);
        dispatch.send(new ChangeAccount(account, new AccountRoleChanged(account, before.text(), role.text())));
    }

    /** Sessions end, sign-in is refused, all that the account has stays. */
    public void disable(Dispatch dispatch, AccountId account, Origin origin) {
        if (hold(account).disabled()) {
            return;
        }
        jdbc.sql("UPDATE command.account SET disabled_at = now() WHERE account_id = ?")
                .param(account.value())
                .update();
        sessions.endAll(account, SecurityNotice.Type.ACCOUNT_DISABLED, origin);
        dispatch.send(new ChangeAccount(account, new AccountDisabled(account)));
    }

    public void enable(Dispatch dispatch, AccountId account, Origin origin) {
        if (!hold(account).disabled()) {
            return;
        }
        jdbc.sql("UPDATE command.account SET disabled_at = NULL WHERE account_id = ?")
                .param(account.value())
                .update();
        sessions.endAll(account, SecurityNotice.Type.ACCOUNT_ENABLED, origin);
        dispatch.send(new ChangeAccount(account, new AccountEnabled(account)));
    }

    public void signOut(Dispatch dispatch, AccountId account, Origin origin) {
        hold(account);
        sessions.endAll(account, SecurityNotice.Type.ALL_SESSIONS_ENDED, origin);
        dispatch.send(new ChangeAccount(account, new AccountSignedOut(account)));
    }

    /** For somebody who has lost it, with all his recovery codes; sessions end, because whoever found it may have one. */
    public void removeSecondFactor(Dispatch dispatch, AccountId account, Origin origin) {
        hold(account);
        if (!secondFactor.delete(account.value())) {
            return;
        }
        sessions.endAll(account, SecurityNotice.Type.SECOND_FACTOR_REMOVED, origin);
        dispatch.send(new ChangeAccount(account, new SecondFactorRemoved(account)));
    }

    /** @param bytes null for no limit; less than is stored already forbids nothing but more */
    @SuppressWarnings("MissingSummary")
    public void setQuota(Dispatch dispatch, AccountId account, @Nullable Long bytes) {
        hold(account);
        SpaceQuota space = jdbc.sql("""
                        SELECT s.space_id, s.quota_bytes FROM command.space s
                          JOIN command.account a ON a.home_space_id = s.space_id
                         WHERE a.account_id = ? FOR NO KEY UPDATE OF s""")
                .param(account.value())
                .query((row, _) -> new SpaceQuota(row.getObject(1, UUID.class), row.getObject(2, Long.class)))
                .single();
        if (Objects.equals(space.bytes(), bytes)) {
            return;
        }
        jdbc.sql("UPDATE command.space SET quota_bytes = CAST(? AS bigint) WHERE space_id = ?")
                .param(bytes)
                .param(space.id())
                .update();
        dispatch.send(
                new ChangeAccount(account, new QuotaChanged(account, new SpaceId(space.id()), space.bytes(), bytes)));
    }

    private record SpaceQuota(UUID id, @Nullable Long bytes) {}

    private Standing hold(AccountId account) {
        return rows.change(account.value()).orElseThrow(Administration::notFound);
    }

    static ProblemException notFound() {
        return new ProblemException(HttpStatus.NOT_FOUND, "account-not-found", "There is no such account.");
    }
}
