package dev.strata.command.grant;

import dev.strata.command.grant.domain.Grantee;
import dev.strata.command.tree.Ways;
import dev.strata.kernel.grant.GrantEvent;
import dev.strata.kernel.grant.GrantEvent.AccessGranted;
import dev.strata.kernel.grant.GrantEvent.AccessRevoked;
import dev.strata.kernel.grant.GrantEvent.RoleChanged;
import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.GrantId;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.id.SpaceId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The grants in force, one per node and account; written in the transaction of their events. */
@Component
public class Grants {
    private final JdbcClient jdbc;

    Grants(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Lets one change of access of a space wait for the other, and for an undo, which plans with what there is. */
    public void lock(NodeId node) {
        jdbc.sql("""
                        SELECT s.space_id FROM command.space s JOIN command.node n USING (space_id)
                         WHERE n.node_id = ? FOR NO KEY UPDATE OF s""").param(node.value()).query(UUID.class).optional();
    }

    public Optional<GrantId> find(NodeId node, AccountId grantee) {
        return jdbc.sql("SELECT grant_id FROM command.access_grant WHERE node_id = ? AND account_id = ?")
                .params(node.value(), grantee.value())
                .query(UUID.class)
                .optional()
                .map(GrantId::new);
    }

    /** What an account was given, and what is given of a space. */
    public List<GrantId> of(AccountId grantee, SpaceId space) {
        return jdbc.sql("""
                        SELECT g.grant_id FROM command.access_grant g JOIN command.node n USING (node_id)
                         WHERE g.account_id = ? OR n.space_id = ? ORDER BY g.grant_id""")
                .params(grantee.value(), space.value())
                .query((row, _) -> new GrantId(row.getObject("grant_id", UUID.class)))
                .list();
    }

    Grantee grantee(NodeId node, AccountId account) {
        return jdbc.sql("""
                        SELECT CASE WHEN s.owner_id = a.account_id THEN 'SPACE_OWNER' ELSE 'OTHER_ACCOUNT' END
                          FROM command.account a, command.node n JOIN command.space s USING (space_id)
                         WHERE a.account_id = ? AND n.node_id = ?""")
                .params(account.value(), node.value())
                .query(String.class)
                .optional()
                .map(Grantee::valueOf)
                .orElse(Grantee.UNKNOWN);
    }

    void record(GrantEvent event) {
        Ways.forget();
        switch (event) {
            case AccessGranted e ->
                jdbc.sql("INSERT INTO command.access_grant (grant_id, node_id, account_id, role, expires_at)"
                                + " VALUES (?, ?, ?, ?, ?)")
                        .params(
                                e.grantId().value(),
                                e.nodeId().value(),
                                e.grantee().value(),
                                e.role())
                        .param(time(e.expiresAt()))
                        .update();
            case RoleChanged e ->
                jdbc.sql("UPDATE command.access_grant SET role = ?, expires_at = ? WHERE grant_id = ?")
                        .param(e.to())
                        .param(time(e.expiresAt()))
                        .param(e.grantId().value())
                        .update();
            case AccessRevoked e ->
                jdbc.sql("DELETE FROM command.access_grant WHERE grant_id = ?")
                        .param(e.grantId().value())
                        .update();
        }
    }

    private static @Nullable OffsetDateTime time(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
