package dev.strata.command.grant;

import dev.strata.command.grant.domain.Authority;
import dev.strata.command.grant.domain.Authority.Lent;
import dev.strata.command.grant.domain.GrantCommand;
import dev.strata.command.grant.domain.GrantCommand.ChangeRole;
import dev.strata.command.grant.domain.GrantCommand.GrantAccess;
import dev.strata.command.grant.domain.Grantee;
import dev.strata.command.node.domain.Place;
import dev.strata.command.tree.AccessChanges;
import dev.strata.command.tree.Grantees;
import dev.strata.kernel.grant.GrantEvent;
import dev.strata.kernel.grant.GrantEvent.AccessGranted;
import dev.strata.kernel.grant.GrantEvent.AccessRevoked;
import dev.strata.kernel.grant.GrantEvent.RoleChanged;
import dev.strata.kernel.grant.GrantEvent.ShareHidden;
import dev.strata.kernel.grant.GrantEvent.ShareShown;
import dev.strata.kernel.grant.Role;
import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.GrantId;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.id.SpaceId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The grants in force, one per node and account; written in the transaction of their events. */
@Component
public class Grants {
    private final JdbcClient jdbc;
    private final AccessChanges accessChanges;
    private final int sharedOnMax;

    Grants(JdbcClient jdbc, AccessChanges accessChanges, @Value("${strata.limits.shared-on:1000}") int sharedOnMax) {
        this.jdbc = jdbc;
        this.accessChanges = accessChanges;
        this.sharedOnMax = sharedOnMax;
    }

    int sharedOnMax() {
        return sharedOnMax;
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

    /** The command that has an account or a group be given this, whatever it was given before. */
    public GrantCommand give(
            NodeId node, AccountId grantee, AccountId by, Role role, @Nullable Instant expiresAt, boolean mayShare) {
        return find(node, grantee)
                .<GrantCommand>map(known -> new ChangeRole(known, by, role, expiresAt, mayShare))
                .orElseGet(() -> new GrantAccess(GrantId.random(), by, node, grantee, role, expiresAt, mayShare));
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

    /** What an account sees because it is in groups that were granted this node itself. */
    public List<GrantId> throughGroups(NodeId node, AccountId account) {
        return jdbc.sql("""
                        SELECT g.grant_id FROM command.group_member m
                          JOIN command.access_grant g ON g.node_id = ? AND g.account_id = m.group_id
                         WHERE m.account_id = ? ORDER BY g.grant_id""")
                .params(node.value(), account.value())
                .query((row, _) -> new GrantId(row.getObject("grant_id", UUID.class)))
                .list();
    }

    /** Whether the grantee is a group, and the account in it. */
    boolean isMember(AccountId grantee, AccountId account) {
        return jdbc.sql("SELECT EXISTS (SELECT FROM command.group_member WHERE group_id = ? AND account_id = ?)")
                .params(grantee.value(), account.value())
                .query(Boolean.class)
                .single();
    }

    /** By what right an account shares a node: the best that it has. */
    Authority authority(@Nullable Place here, AccountId account) {
        if (here == null || here.role() == null || !here.role().includes(Role.EDITOR)) {
            return new Authority.None();
        }
        boolean ownSpace = jdbc.sql("SELECT owner_id = ? FROM command.space WHERE space_id = ?")
                .params(account.value(), here.spaceId().value())
                .query(Boolean.class)
                .single();
        return ownSpace
                ? new Authority.Owner()
                : lent(here, account).<Authority>map(this::authority).orElseGet(Authority.None::new);
    }

    private Authority authority(Lent lent) {
        return lent.role() == Role.OWNER && lent.expiresAt() == null ? new Authority.Owner() : lent;
    }

    private Optional<Lent> lent(Place here, AccountId account) {
        UUID[] way = Stream.concat(Stream.of(here.nodeId()), here.ancestors().stream())
                .map(NodeId::value)
                .toArray(UUID[]::new);
        return jdbc.sql("""
                        SELECT grant_id, role, expires_at FROM command.access_grant
                         WHERE node_id = ANY (?) AND account_id = ANY (%s)
                           AND (role = 'owner' OR may_share) AND (expires_at IS NULL OR expires_at > now())
                         ORDER BY role = 'owner' DESC, expires_at DESC NULLS FIRST, grant_id LIMIT 1""".formatted(Grantees.OF_ACCOUNT))
                .param(way)
                .params(account.value(), account.value())
                .query((row, _) -> new Lent(
                        new GrantId(row.getObject("grant_id", UUID.class)),
                        Role.of(row.getString("role")),
                        instant(row, "expires_at")))
                .optional();
    }

    /** How much was shared on already from where this authority comes from, by whomever. */
    int sharedOn(Authority authority) {
        return authority instanceof Lent lent
                ? jdbc.sql("""
                        WITH RECURSIVE up AS (
                            SELECT grant_id, source_id FROM command.access_grant WHERE grant_id = ?
                            UNION
                            SELECT g.grant_id, g.source_id FROM up JOIN command.access_grant g ON g.grant_id = up.source_id),
                        below AS (
                            SELECT grant_id FROM up WHERE source_id IS NULL
                            UNION
                            SELECT g.grant_id FROM below JOIN command.access_grant g ON g.source_id = below.grant_id)
                        SELECT count(*) - 1 FROM below""")
                        .param(lent.source().value())
                        .query(Integer.class)
                        .single()
                : 0;
    }

    /** A grant as far as others that came from it have to follow it. */
    record Given(GrantId grantId, Role role, @Nullable Instant expiresAt, boolean mayShare) {
        boolean isShareable() {
            return mayShare || role == Role.OWNER;
        }
    }

    Optional<Given> given(GrantId grant) {
        return jdbc.sql("SELECT grant_id, role, expires_at, may_share FROM command.access_grant WHERE grant_id = ?")
                .param(grant.value())
                .query((row, _) -> Grants.given(row))
                .optional();
    }

    /** What was shared on from a grant, directly. */
    List<Given> sharedOn(GrantId source) {
        return jdbc.sql("""
                        SELECT grant_id, role, expires_at, may_share FROM command.access_grant
                         WHERE source_id = ? ORDER BY grant_id""").param(source.value()).query((row, _) -> given(row)).list();
    }

    private static Given given(ResultSet row) throws SQLException {
        return new Given(
                new GrantId(row.getObject("grant_id", UUID.class)),
                Role.of(row.getString("role")),
                instant(row, "expires_at"),
                row.getBoolean("may_share"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    /** A grant that gives nothing any more. */
    record Ended(GrantId grantId, NodeId nodeId, AccountId owner, String rule) {}

    /** What has run out at an instant, and what was given to groups that are no more. */
    List<Ended> ended(Instant now, int limit) {
        return jdbc.sql("""
                        (SELECT g.grant_id, g.node_id, s.owner_id, 'expired' AS rule
                          FROM command.access_grant g JOIN command.node n USING (node_id) JOIN command.space s USING (space_id)
                         WHERE g.expires_at <= :now LIMIT :limit)
                        UNION ALL
                        (SELECT g.grant_id, g.node_id, s.owner_id, 'group deleted'
                          FROM command.account_group d JOIN command.access_grant g ON g.account_id = d.group_id
                          JOIN command.node n USING (node_id) JOIN command.space s USING (space_id)
                         WHERE d.deleted LIMIT :limit)""")
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("limit", limit)
                .query((row, _) -> new Ended(
                        new GrantId(row.getObject("grant_id", UUID.class)),
                        new NodeId(row.getObject("node_id", UUID.class)),
                        new AccountId(row.getObject("owner_id", UUID.class)),
                        row.getString("rule")))
                .list();
    }

    /** Whether that is still so, as far as this transaction sees. */
    boolean hasEnded(GrantId grant, Instant now) {
        return jdbc.sql("""
                        SELECT EXISTS (SELECT FROM command.access_grant g
                         WHERE g.grant_id = ? AND (g.expires_at <= ? OR EXISTS (
                            SELECT FROM command.account_group d WHERE d.group_id = g.account_id AND d.deleted)))""")
                .params(grant.value(), now.atOffset(ZoneOffset.UTC))
                .query(Boolean.class)
                .single();
    }

    Grantee grantee(NodeId node, AccountId account) {
        return jdbc.sql("""
                        SELECT CASE WHEN s.owner_id = a.id THEN 'SPACE_OWNER' ELSE 'OTHER_ACCOUNT' END
                          FROM (SELECT account_id AS id FROM command.account WHERE account_id = :grantee
                                UNION ALL
                                SELECT group_id FROM command.account_group WHERE group_id = :grantee AND NOT deleted) a,
                               command.node n JOIN command.space s USING (space_id)
                         WHERE n.node_id = :node""")
                .param("grantee", account.value())
                .param("node", node.value())
                .query(String.class)
                .optional()
                .map(Grantee::valueOf)
                .orElse(Grantee.UNKNOWN);
    }

    void record(GrantEvent event) {
        accessChanges.count(event.spaceId());
        switch (event) {
            case AccessGranted e ->
                jdbc.sql("""
                                INSERT INTO command.access_grant
                                    (grant_id, node_id, account_id, role, expires_at, may_share, source_id)
                                VALUES (?, ?, ?, ?, ?, ?, ?)""")
                        .params(
                                e.grantId().value(),
                                e.nodeId().value(),
                                e.grantee().value(),
                                e.role())
                        .param(time(e.expiresAt()))
                        .param(Boolean.TRUE.equals(e.mayShare()))
                        .param(id(e.source()))
                        .update();
            case RoleChanged e ->
                jdbc.sql("""
                                UPDATE command.access_grant SET role = ?, expires_at = ?, may_share = ?, source_id = ?
                                 WHERE grant_id = ?""")
                        .param(e.to())
                        .param(time(e.expiresAt()))
                        .param(Boolean.TRUE.equals(e.mayShare()))
                        .param(id(e.source()))
                        .param(e.grantId().value())
                        .update();
            case AccessRevoked e ->
                jdbc.sql("DELETE FROM command.access_grant WHERE grant_id = ?")
                        .param(e.grantId().value())
                        .update();
            case ShareHidden _, ShareShown _ -> {}
        }
    }

    private static @Nullable UUID id(@Nullable GrantId grant) {
        return grant == null ? null : grant.value();
    }

    private static @Nullable OffsetDateTime time(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
