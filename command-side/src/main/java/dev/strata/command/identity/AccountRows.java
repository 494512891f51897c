package dev.strata.command.identity;

import dev.strata.kernel.account.AccountRole;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Statements on {@code command.account} that must see or change a row as it is now. */
@Component
class AccountRows {
    private final JdbcClient jdbc;

    AccountRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What decides whether, and as whom, an account may sign in. */
    record Standing(AccountRole role, boolean disabled, String passwordHash) {}

    /** Holds until the end of the transaction: nobody disables the account or changes its role meanwhile. */
    Optional<Standing> hold(UUID account) {
        return standing(account, "FOR SHARE");
    }

    /** The same for whoever is about to change it. */
    Optional<Standing> change(UUID account) {
        return standing(account, "FOR NO KEY UPDATE");
    }

    private Optional<Standing> standing(UUID account, String lock) {
        return jdbc.sql("""
                        SELECT role, disabled_at IS NOT NULL AS disabled, password_hash FROM command.account
                         WHERE account_id = ? %s""".formatted(lock))
                .param(account)
                .query((row, _) -> new Standing(
                        AccountRole.of(row.getString("role")),
                        row.getBoolean("disabled"),
                        row.getString("password_hash")))
                .optional();
    }

    /** Whether the hash was still the old one. */
    boolean replaceHash(UUID account, String old, String hash) {
        return jdbc.sql("UPDATE command.account SET password_hash = ? WHERE account_id = ? AND password_hash = ?")
                        .params(hash, account, old)
                        .update()
                > 0;
    }

    /** Whether the owner of a login has a session that came from this network. */
    boolean isFamiliar(String loginKey, String network) {
        List<String> addresses =
                jdbc
                        .sql("""
                        SELECT coalesce(s.created_address, ''), coalesce(s.used_address, '')
                          FROM command.session s JOIN command.account a USING (account_id) WHERE a.login_key = ?""")
                        .param(loginKey)
                        .query((row, _) -> List.of(row.getString(1), row.getString(2)))
                        .list()
                        .stream()
                        .flatMap(List::stream)
                        .distinct()
                        .toList();
        return addresses.stream().map(Networks::of).anyMatch(network::equals);
    }
}
