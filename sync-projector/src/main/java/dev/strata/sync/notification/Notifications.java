package dev.strata.sync.notification;

import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.id.SpaceId;
import dev.strata.sync.transport.CommittedEvent;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Writes {@code sync.notification}. Nobody is told twice of one event, nor of what he did himself. */
@Component
class Notifications {
    private static final List<String> COLUMNS = List.of(
            "actor", "device", "space", "node", "subject", "role", "deleted", "rewritten", "since", "quota", "used");

    private final JdbcClient jdbc;

    Notifications(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What there is to say of an event; whatever is not said is null. */
    static Map<String, @Nullable Object> about(CommittedEvent event) {
        Map<String, @Nullable Object> values = new HashMap<>();
        COLUMNS.forEach(column -> values.put(column, null));
        values.put("position", event.position());
        values.put("at", event.time().atOffset(ZoneOffset.UTC));
        values.put("actor", valueOf(event.metadata().actor()));
        return values;
    }

    static Map<String, @Nullable Object> about(CommittedEvent event, SpaceId space, NodeId node) {
        Map<String, @Nullable Object> values = about(event);
        values.put("space", space.value());
        values.put("node", node.value());
        return values;
    }

    private static @Nullable UUID valueOf(@Nullable AccountId account) {
        return account == null ? null : account.value();
    }

    /** Tells one account, also of what was done in its name. */
    void tell(AccountId whom, NotificationKind kind, Map<String, @Nullable Object> values) {
        values.put("whom", whom.value());
        insert("SELECT CAST(:whom AS uuid) AS account_id", kind, values);
    }

    /** Tells all whom a query names, but for who did it. Its parameters are among the values. */
    void tellOthers(String accounts, NotificationKind kind, Map<String, @Nullable Object> values) {
        insert(
                "SELECT account_id FROM (" + accounts
                        + ") whom WHERE account_id IS DISTINCT FROM CAST(:actor AS uuid)"
                        + " AND EXISTS (SELECT FROM sync.person p WHERE p.account_id = whom.account_id)",
                kind,
                values);
    }

    private void insert(String accounts, NotificationKind kind, Map<String, @Nullable Object> values) {
        values.put("kind", kind.text());
        jdbc.sql("""
                        INSERT INTO sync.notification (account_id, position, kind, at, actor, device, space_id, node_id,
                            subject, role, deleted, rewritten, since, quota, used)
                        SELECT account_id, :position, :kind, :at, CAST(:actor AS uuid), CAST(:device AS uuid),
                            CAST(:space AS uuid), CAST(:node AS uuid), CAST(:subject AS uuid), CAST(:role AS text),
                            CAST(:deleted AS bigint), CAST(:rewritten AS bigint), CAST(:since AS timestamptz),
                            CAST(:quota AS bigint), CAST(:used AS bigint)
                          FROM (%s) told ON CONFLICT DO NOTHING""".formatted(accounts)).params(values).update();
    }

    /** Nobody needs to know any more. */
    void withdraw(UUID subject) {
        jdbc.sql("DELETE FROM sync.notification WHERE subject = ?")
                .param(subject)
                .update();
    }

    /** What the account was told of, and what others were told of its space. */
    void erase(AccountId account, SpaceId home) {
        jdbc.sql("DELETE FROM sync.notification WHERE account_id = ? OR space_id = ?")
                .params(account.value(), home.value())
                .update();
    }

    void clear() {
        jdbc.sql("DELETE FROM sync.notification").update();
    }
}
