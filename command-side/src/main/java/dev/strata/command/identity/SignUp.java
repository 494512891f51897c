package dev.strata.command.identity;

import dev.strata.command.account.domain.AccountCommand.OpenAccount;
import dev.strata.command.account.domain.Login;
import dev.strata.command.node.domain.NodeCommand.CreateRoot;
import dev.strata.command.transaction.CommandTransaction.Dispatch;
import dev.strata.command.tree.NodeNumbers;
import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.id.SpaceId;
import dev.strata.platform.web.ProblemException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;

/** Opens an account with its home space, in one transaction. */
@Component
public class SignUp {
    private final Accounts accounts;
    private final NodeNumbers numbers;
    private final JdbcClient jdbc;
    private final @Nullable DataSize quota;

    SignUp(
            Accounts accounts,
            NodeNumbers numbers,
            JdbcClient jdbc,
            @Value("${strata.quota.space:#{null}}") @Nullable DataSize quota) {
        this.accounts = accounts;
        this.numbers = numbers;
        this.jdbc = jdbc;
        this.quota = quota;
    }

    /** What was opened. */
    public record Opened(AccountId accountId, SpaceId homeSpaceId, NodeId rootFolderId) {}

    /** With the login that somebody asks for; refused if it is taken. */
    public Opened open(
            Dispatch dispatch,
            AccountId account,
            Login login,
            String passwordHash,
            @Nullable String displayName,
            @Nullable String email) {
        if (accounts.existsByLoginKey(login.key())) {
            throw new ProblemException(
                    HttpStatus.CONFLICT, "login-taken", "Somebody has this login already. Choose another one.");
        }
        return openFree(dispatch, account, login, passwordHash, displayName, email);
    }

    /** With a login that the caller found free. If it is not any more, the transaction runs again, to find another. */
    Opened openFree(
            Dispatch dispatch,
            AccountId account,
            Login login,
            String passwordHash,
            @Nullable String displayName,
            @Nullable String email) {
        Opened opened = new Opened(account, SpaceId.random(), NodeId.random());
        accounts.saveAndFlush(new Account(
                opened.accountId().value(),
                login,
                displayName,
                email,
                passwordHash,
                opened.homeSpaceId().value(),
                opened.rootFolderId().value()));
        jdbc.sql("INSERT INTO command.space (space_id, owner_id, quota_bytes) VALUES (?, ?, ?)")
                .param(opened.homeSpaceId().value())
                .param(opened.accountId().value())
                .param(quota == null ? null : quota.toBytes())
                .update();
        dispatch.send(new OpenAccount(
                opened.accountId(), login, displayName, email, opened.homeSpaceId(), opened.rootFolderId()));
        dispatch.send(new CreateRoot(opened.rootFolderId(), opened.accountId(), opened.homeSpaceId(), numbers.next()));
        return opened;
    }
}
