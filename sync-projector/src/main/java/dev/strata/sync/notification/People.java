package dev.strata.sync.notification;

import dev.strata.kernel.account.AccountChange.ProfileChanged;
import dev.strata.kernel.account.AccountEvent.AccountOpened;
import dev.strata.kernel.id.AccountId;
import java.sql.Types;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Writes {@code sync.person}: what people are called and where they get mail, as long as there is an account. */
@Component
class People {
    private final JdbcClient jdbc;

    People(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void open(AccountOpened event) {
        jdbc.sql("""
                        INSERT INTO sync.person (account_id, login, display_name, email)
                        VALUES (:account, :login, :name, :email) ON CONFLICT DO NOTHING""")
                .param("account", event.accountId().value())
                .param("login", event.login())
                .param("name", event.displayName(), Types.VARCHAR)
                .param("email", event.email(), Types.VARCHAR)
                .update();
    }

    void change(ProfileChanged event) {
        jdbc.sql("UPDATE sync.person SET display_name = :name, email = :email WHERE account_id = :account")
                .param("account", event.accountId().value())
                .param("name", event.displayName(), Types.VARCHAR)
                .param("email", event.email(), Types.VARCHAR)
                .update();
    }

    void erase(AccountId account) {
        jdbc.sql("DELETE FROM sync.person WHERE account_id = ?")
                .param(account.value())
                .update();
    }

    void clear() {
        jdbc.sql("DELETE FROM sync.person").update();
    }
}
