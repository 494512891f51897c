package dev.strata.query.comment;

import dev.strata.kernel.account.AccountEvent;
import dev.strata.kernel.account.AccountEvent.AccountErased;
import dev.strata.kernel.comment.CommentEvent;
import dev.strata.kernel.comment.CommentEvent.CommentAdded;
import dev.strata.kernel.comment.CommentEvent.CommentEdited;
import dev.strata.kernel.comment.CommentEvent.CommentRemoved;
import dev.strata.kernel.erasure.Personal;
import dev.strata.kernel.id.AccountId;
import dev.strata.query.projection.BatchedProjection;
import dev.strata.query.projection.Happened;
import dev.strata.query.projection.Occurrence;
import dev.strata.query.projection.Target;
import java.util.List;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps {@code comment}: what was said about which node, and when in which words. Safe to replay from zero. */
@Component
@ProcessingGroup("comment")
class CommentProjection extends BatchedProjection {
    private final JdbcClient jdbc;

    CommentProjection(JdbcClient jdbc, Target target) {
        super(jdbc, target, "comment");
        this.jdbc = jdbc;
    }

    @Override
    public CommentProjection to(Target other) {
        return new CommentProjection(jdbc, other);
    }

    @EventHandler(payloadType = CommentEvent.class)
    void onComment(DomainEventMessage<?> message) {
        collect(message);
    }

    @EventHandler(payloadType = AccountEvent.class)
    void onAccount(DomainEventMessage<?> message) {
        if (message.getPayloadType() == AccountErased.class) {
            collect(message);
        }
    }

    @Override
    protected void apply(List<Happened> batch) {
        for (Happened happened : batch) {
            switch (happened.event()) {
                case CommentAdded e -> add(e, happened.now());
                case CommentEdited e -> edit(e, happened.now());
                case CommentRemoved e -> end(e, happened.now());
                case AccountErased e -> erase(e);
                default -> throw new IllegalArgumentException("not about comments: " + happened.type());
            }
        }
    }

    private void add(CommentAdded event, Occurrence now) {
        jdbc.sql(in("""
                        INSERT INTO {schema}.comment (comment_id, node_id, space_id, author, text, mentions, created_at,
                            version, from_position)
                        VALUES (?, ?, ?, ?, ?, CAST(? AS uuid[]), ?, ?, ?) ON CONFLICT DO NOTHING"""))
                .params(
                        event.commentId().value(),
                        event.nodeId().value(),
                        event.spaceId().value(),
                        event.author().value(),
                        event.text(),
                        ids(event.mentions()),
                        now.at(),
                        now.version(),
                        now.position())
                .update();
    }

    /** The time of its making is that of its first words. */
    private void edit(CommentEdited event, Occurrence now) {
        end(event, now);
        jdbc.sql(in("""
                        INSERT INTO {schema}.comment (comment_id, node_id, space_id, author, text, mentions, created_at,
                            edited_at, version, from_position)
                        SELECT comment_id, node_id, space_id, author, ?, CAST(? AS uuid[]), created_at, ?, ?, ?
                          FROM {schema}.comment WHERE comment_id = ? ORDER BY from_position LIMIT 1
                        ON CONFLICT DO NOTHING"""))
                .params(event.text(), ids(event.mentions()), now.at(), now.version(), now.position())
                .param(event.commentId().value())
                .update();
    }

    private void end(CommentEvent event, Occurrence now) {
        jdbc.sql(in("""
                        UPDATE {schema}.comment SET to_position = ?
                         WHERE comment_id = ? AND from_position < ? AND to_position > ?"""))
                .params(now.position(), event.commentId().value(), now.position(), now.position())
                .update();
    }

    /** What was said in the space goes with it; what its owner said elsewhere is as unreadable as a replay finds it. */
    private void erase(AccountErased event) {
        jdbc.sql(in("DELETE FROM {schema}.comment WHERE space_id = ?"))
                .param(event.homeSpaceId().value())
                .update();
        jdbc.sql(in("UPDATE {schema}.comment SET text = ? WHERE author = ?"))
                .params(Personal.ERASED, event.accountId().value())
                .update();
    }

    private static String[] ids(List<AccountId> accounts) {
        return accounts.stream().map(AccountId::toString).toArray(String[]::new);
    }
}
