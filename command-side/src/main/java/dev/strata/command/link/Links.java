package dev.strata.command.link;

import dev.strata.command.link.domain.LinkCommand;
import dev.strata.command.link.domain.LinkCommand.ChangeLink;
import dev.strata.command.link.domain.LinkCommand.CreateLink;
import dev.strata.command.link.domain.LinkCommand.NewPassword;
import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.LinkId;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.id.SpaceId;
import dev.strata.kernel.link.LinkEvent;
import dev.strata.kernel.link.LinkEvent.LinkChanged;
import dev.strata.kernel.link.LinkEvent.LinkCreated;
import dev.strata.kernel.link.LinkEvent.LinkOpened;
import dev.strata.kernel.link.LinkEvent.LinkRevoked;
import dev.strata.kernel.link.LinkEvent.LinkUsedUp;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The links that are not revoked, with what no event may hold; written in the transaction of their events. */
@Component
public class Links {
    private static final UUID FIRST = new UUID(0, 0);

    private final JdbcClient jdbc;
    private final Clock clock;

    Links(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Lets the makers of links to one node wait for each other. */
    public void lock(NodeId node) {
        jdbc.sql("SELECT node_id FROM command.node WHERE node_id = ? FOR NO KEY UPDATE")
                .param(node.value())
                .query(UUID.class)
                .optional();
    }

    public int count(NodeId node) {
        return jdbc.sql("SELECT count(*) FROM command.link WHERE node_id = ?")
                .param(node.value())
                .query(Integer.class)
                .single();
    }

    Optional<Link> byToken(String token) {
        return LinkTokens.isOne(token)
                ? jdbc.sql("SELECT * FROM command.link WHERE token_hash = ?")
                        .param(LinkTokens.hash(token))
                        .query(Link::read)
                        .optional()
                : Optional.empty();
    }

    public Optional<LinkAnswer> find(LinkId link) {
        return jdbc.sql("SELECT * FROM command.link WHERE link_id = ?")
                .param(link.value())
                .query(Link::read)
                .optional()
                .map(Link::answer);
    }

    /** Those that an account made, in the order of their making. */
    public List<LinkAnswer> madeBy(AccountId maker, @Nullable LinkId after, int rows) {
        return list("maker_id", maker.value(), after, rows);
    }

    public List<LinkAnswer> on(NodeId node, @Nullable LinkId after, int rows) {
        return list("node_id", node.value(), after, rows);
    }

    private List<LinkAnswer> list(String column, UUID value, @Nullable LinkId after, int rows) {
        return jdbc.sql("SELECT * FROM command.link WHERE %s = ? AND link_id > ? ORDER BY link_id LIMIT ?"
                        .formatted(column))
                .params(value, after == null ? FIRST : after.value(), rows)
                .query((row, index) -> Link.read(row, index).answer())
                .list();
    }

    /** What an account made, and what leads into a space. */
    public List<LinkId> of(AccountId maker, SpaceId space) {
        return jdbc.sql("SELECT link_id FROM command.link WHERE maker_id = ? OR space_id = ? ORDER BY link_id")
                .params(maker.value(), space.value())
                .query((row, _) -> new LinkId(row.getObject("link_id", UUID.class)))
                .list();
    }

    /** Counts one download, unless all are taken: as many as there are left, however many ask at once. */
    Optional<Integer> takeDownload(LinkId link) {
        return jdbc.sql("""
                        UPDATE command.link SET downloads = downloads + 1
                         WHERE link_id = ? AND (max_downloads IS NULL OR downloads < max_downloads)
                         RETURNING downloads""").param(link.value()).query(Integer.class).optional();
    }

    /** Whether this was the first use. */
    boolean open(LinkId link) {
        return jdbc.sql("UPDATE command.link SET opened = true WHERE link_id = ? AND NOT opened")
                        .param(link.value())
                        .update()
                == 1;
    }

    /** @param command that the event came of: it has what the event does not tell */
    @SuppressWarnings("MissingSummary")
    void record(LinkEvent event, LinkCommand command) {
        switch (event) {
            case LinkCreated e -> insert(e, (CreateLink) command);
            case LinkChanged e -> change(e, ((ChangeLink) command).password());
            case LinkOpened _, LinkUsedUp _ -> {}
            case LinkRevoked e ->
                jdbc.sql("DELETE FROM command.link WHERE link_id = ?")
                        .param(e.linkId().value())
                        .update();
        }
    }

    private void insert(LinkCreated event, CreateLink command) {
        jdbc.sql("""
                        INSERT INTO command.link (link_id, token_hash, node_id, space_id, maker_id, role, upload_only,
                            password_hash, expires_at, max_downloads, created_at)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(
                        event.linkId().value(),
                        command.tokenHash(),
                        event.nodeId().value(),
                        event.spaceId().value(),
                        event.maker().value(),
                        event.role(),
                        event.uploadOnly())
                .param(command.passwordHash())
                .param(time(event.expiresAt()))
                .param(event.maxDownloads())
                .param(clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    private void change(LinkChanged event, @Nullable NewPassword password) {
        jdbc.sql(
                        "UPDATE command.link SET role = ?, upload_only = ?, expires_at = ?, max_downloads = ? WHERE link_id = ?")
                .params(event.role(), event.uploadOnly())
                .param(time(event.expiresAt()))
                .param(event.maxDownloads())
                .param(event.linkId().value())
                .update();
        if (password != null) {
            jdbc.sql("UPDATE command.link SET password_hash = ? WHERE link_id = ?")
                    .param(password.hash())
                    .param(event.linkId().value())
                    .update();
        }
    }

    private static @Nullable OffsetDateTime time(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
