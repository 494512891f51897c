package dev.strata.command.grant;

import dev.strata.kernel.grant.Role;
import dev.strata.kernel.id.AccessRequestId;
import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.id.SpaceId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The requests for access that nobody has answered yet: one for each account and node, a limited number for each account
 * that asks and each space that is asked for. Whoever asks learns nothing, not even whether there is such a node.
 */
@Component
public class AccessRequests {
    private static final String SELECT = """
            SELECT r.*, a.login, a.display_name
              FROM command.access_request r JOIN command.account a USING (account_id) JOIN command.space s USING (space_id)
             WHERE""";

    private final JdbcClient jdbc;
    private final int ofAccountMax;
    private final int ofSpaceMax;

    AccessRequests(
            JdbcClient jdbc,
            @Value("${strata.limits.access-requests-per-account:100}") int ofAccountMax,
            @Value("${strata.limits.access-requests-per-space:1000}") int ofSpaceMax) {
        this.jdbc = jdbc;
        this.ofAccountMax = ofAccountMax;
        this.ofSpaceMax = ofSpaceMax;
    }

    /** Who is asked for what. */
    public record Asked(AccountId owner, SpaceId space) {}

    /** Keeps the request in place of an earlier one, if there is such a node and room; says who is asked if it is a new one. */
    public Optional<Asked> ask(AccountId by, NodeId node, Role role, @Nullable String message) {
        return jdbc.sql("""
                        WITH kept AS (INSERT INTO command.access_request
                            (request_id, node_id, space_id, account_id, role, message, requested_at)
                        SELECT :request, n.node_id, n.space_id, :by, :role, :message, now()
                          FROM command.node n JOIN command.space s USING (space_id)
                         WHERE n.node_id = :node AND NOT n.purged AND s.owner_id <> :by
                           AND (EXISTS (SELECT FROM command.access_request WHERE node_id = :node AND account_id = :by)
                                OR (SELECT count(*) FROM command.access_request WHERE account_id = :by) < :ofAccount
                                AND (SELECT count(*) FROM command.access_request r WHERE r.space_id = n.space_id) < :ofSpace)
                        ON CONFLICT (node_id, account_id) DO UPDATE
                            SET role = excluded.role, message = excluded.message, requested_at = excluded.requested_at
                        RETURNING space_id, request_id)
                        SELECT s.owner_id, s.space_id FROM kept JOIN command.space s USING (space_id)
                         WHERE kept.request_id = :request""")
                .param("request", AccessRequestId.random().value())
                .param("by", by.value())
                .param("node", node.value())
                .param("role", role.text())
                .param("message", message, Types.VARCHAR)
                .param("ofAccount", ofAccountMax)
                .param("ofSpace", ofSpaceMax)
                .query((row, _) -> new Asked(
                        new AccountId(row.getObject("owner_id", UUID.class)),
                        new SpaceId(row.getObject("space_id", UUID.class))))
                .optional();
    }

    /** All that are to be answered by the owner of a space, the oldest first. */
    public List<AccessRequest> forOwner(AccountId owner) {
        return jdbc.sql(SELECT + " s.owner_id = ? ORDER BY r.request_id")
                .param(owner.value())
                .query(AccessRequests::request)
                .list();
    }

    /** One that its owner is to answer. */
    public Optional<AccessRequest> forOwner(AccountId owner, AccessRequestId request) {
        return jdbc.sql(SELECT + " s.owner_id = ? AND r.request_id = ?")
                .params(owner.value(), request.value())
                .query(AccessRequests::request)
                .optional();
    }

    /** Whether it was there, for its owner. Tells whoever asked nothing. */
    public boolean refuse(AccountId owner, AccessRequestId request) {
        return jdbc.sql("""
                        DELETE FROM command.access_request r USING command.space s
                         WHERE r.request_id = ? AND s.space_id = r.space_id AND s.owner_id = ?""").params(request.value(), owner.value()).update() == 1;
    }

    /** What an account has asked for, and what it was asked. */
    public void forget(AccountId account, SpaceId space) {
        jdbc.sql("DELETE FROM command.access_request WHERE account_id = ? OR space_id = ?")
                .params(account.value(), space.value())
                .update();
    }

    private static AccessRequest request(ResultSet row, int index) throws SQLException {
        return new AccessRequest(
                new AccessRequestId(row.getObject("request_id", UUID.class)),
                new NodeId(row.getObject("node_id", UUID.class)),
                new AccountId(row.getObject("account_id", UUID.class)),
                row.getString("login"),
                row.getString("display_name"),
                Role.of(row.getString("role")),
                row.getString("message"),
                row.getObject("requested_at", OffsetDateTime.class).toInstant());
    }
}
