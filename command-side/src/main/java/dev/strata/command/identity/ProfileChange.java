package dev.strata.command.identity;

import dev.strata.command.account.domain.AccountCommand.ChangeAccount;
import dev.strata.command.transaction.CommandTransaction.Dispatch;
import dev.strata.kernel.account.AccountChange.ProfileChanged;
import dev.strata.kernel.id.AccountId;
import dev.strata.platform.erasure.SubjectErasedException;
import dev.strata.platform.web.ProblemException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Changes what an account tells of itself. Whoever has its mail address can have its password: so another address needs
 * the password, and the old one is told.
 */
@Component
public class ProfileChange {
    private final Accounts accounts;
    private final AccountRows rows;
    private final PasswordCheck passwords;
    private final PasswordReset resets;
    private final AccountMails mails;
    private final JdbcClient jdbc;

    ProfileChange(
            Accounts accounts,
            AccountRows rows,
            PasswordCheck passwords,
            PasswordReset resets,
            AccountMails mails,
            JdbcClient jdbc) {
        this.accounts = accounts;
        this.rows = rows;
        this.passwords = passwords;
        this.resets = resets;
        this.mails = mails;
        this.jdbc = jdbc;
    }

    /** Refuses another address without the password. Before the transaction: it takes a hash. */
    public void prove(AccountId account, @Nullable String email, @Nullable String password, Origin origin) {
        Account known = accounts.findById(account.value()).orElseThrow(SubjectErasedException::new);
        if (Objects.equals(known.email(), email)) {
            return;
        }
        if (password == null) {
            throw new ProblemException(
                    HttpStatus.FORBIDDEN,
                    "password-required",
                    "Another mail address needs the password: send password.");
        }
        passwords.require(known, password, origin);
    }

    public void change(
            Dispatch dispatch, AccountId account, @Nullable String displayName, @Nullable String email, Origin origin) {
        if (rows.change(account.value()).isEmpty()) {
            throw new SubjectErasedException();
        }
        Reached before = reached(account);
        if (!Objects.equals(before.email(), email)) {
            resets.withdraw(account.value());
            mails.addressChanged(account.value(), before.email(), before.login(), origin);
        }
        int changed = jdbc.sql("""
                        UPDATE command.account SET display_name = :name, email = :email WHERE account_id = :account
                           AND (display_name IS DISTINCT FROM :name OR email IS DISTINCT FROM :email)""")
                .param("name", displayName, java.sql.Types.VARCHAR)
                .param("email", email, java.sql.Types.VARCHAR)
                .param("account", account.value())
                .update();
        if (changed > 0) {
            dispatch.send(new ChangeAccount(account, new ProfileChanged(account, displayName, email)));
        }
    }

    private record Reached(String login, @Nullable String email) {}

    private Reached reached(AccountId account) {
        return jdbc.sql("SELECT login, email FROM command.account WHERE account_id = ?")
                .param(account.value())
                .query((row, _) -> new Reached(row.getString("login"), row.getString("email")))
                .single();
    }
}
