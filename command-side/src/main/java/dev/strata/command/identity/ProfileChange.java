package dev.strata.command.identity;

import dev.strata.command.account.domain.AccountCommand.ChangeAccount;
import dev.strata.command.transaction.CommandTransaction.Dispatch;
import dev.strata.kernel.account.AccountChange.ProfileChanged;
import dev.strata.kernel.id.AccountId;
import dev.strata.platform.erasure.SubjectErasedException;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Changes what an account tells of itself. */
@Component
public class ProfileChange {
    private final AccountRows rows;
    private final JdbcClient jdbc;

    ProfileChange(AccountRows rows, JdbcClient jdbc) {
        this.rows = rows;
        this.jdbc = jdbc;
    }

    public void change(Dispatch dispatch, AccountId account, @Nullable String displayName, @Nullable String email) {
        if (rows.change(account.value()).isEmpty()) {
            throw new SubjectErasedException();
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
}
