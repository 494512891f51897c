package dev.strata.sync.notification;

import dev.strata.kernel.id.AccountId;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Who wants to be told of what, where. Rows are those that differ from what everybody gets. */
@Component
public class NotificationSettings {
    private final JdbcClient jdbc;

    NotificationSettings(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Where somebody is told of a kind.
     *
     * @param product in the list of notifications
     * @param mail by mail, if the account has an address and the server sends any
     */
    public record Choice(Boolean product, Boolean mail) {}

    /** For all kinds. */
    public Map<NotificationKind, Choice> of(AccountId account) {
        Map<NotificationKind, Choice> choices = new TreeMap<>();
        for (NotificationKind kind : NotificationKind.values()) {
            choices.put(kind, usual(kind));
        }
        jdbc.sql("SELECT kind, product, mail FROM sync.notification_setting WHERE account_id = ?")
                .param(account.value())
                .query(row -> {
                    choices.put(
                            NotificationKind.of(row.getString("kind")),
                            new Choice(row.getBoolean("product"), row.getBoolean("mail")));
                });
        return choices;
    }

    private static Choice usual(NotificationKind kind) {
        return new Choice(true, kind.isMailed());
    }

    static String[] mailedByDefault() {
        return Arrays.stream(NotificationKind.values())
                .filter(NotificationKind::isMailed)
                .map(NotificationKind::text)
                .toArray(String[]::new);
    }

    /** What is not among them is as usual again. */
    @Transactional
    public void set(AccountId account, Map<NotificationKind, Choice> choices) {
        jdbc.sql("DELETE FROM sync.notification_setting WHERE account_id = ?")
                .param(account.value())
                .update();
        choices.forEach((kind, choice) -> {
            if (!choice.equals(usual(kind))) {
                jdbc.sql("""
                                INSERT INTO sync.notification_setting (account_id, kind, product, mail)
                                VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING""")
                        .params(account.value(), kind.text(), choice.product(), choice.mail())
                        .update();
            }
        });
    }
}
