package dev.strata.query.comment;

import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.CommentId;
import dev.strata.kernel.id.NodeId;
import dev.strata.query.moment.Moment;
import dev.strata.query.page.Cursor;
import dev.strata.query.page.Page;
import dev.strata.query.page.PageRequest;
import dev.strata.query.projection.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads {@code comment}, the oldest first. Asks nobody whether the reader may. */
@Component
public class CommentQueries {
    private static final UUID FIRST = new UUID(0, 0);

    private final JdbcClient jdbc;

    public CommentQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Ids are in the order of time. */
    public Page<Comment> list(NodeId node, Moment moment, PageRequest request) {
        String list = "comments-" + moment.name();
        Cursor after = request.after(list, 1);
        return Page.of(
                jdbc.sql("""
                        SELECT c.*, a.login, a.display_name
                          FROM query.comment c LEFT JOIN query.sharing_account a ON a.account_id = c.author
                         WHERE c.node_id = ? AND c.comment_id > ? AND %s ORDER BY c.comment_id LIMIT ?""".formatted(moment.holds("c")))
                        .params(node.value(), after == null ? FIRST : after.uuid(0), request.rows())
                        .query(CommentQueries::comment)
                        .list(),
                request,
                last -> Cursor.of(list, last.commentId()));
    }

    private static Comment comment(ResultSet row, int index) throws SQLException {
        UUID[] mentions = (UUID[]) row.getArray("mentions").getArray();
        return new Comment(
                new CommentId(Columns.uuid(row, "comment_id")),
                new NodeId(Columns.uuid(row, "node_id")),
                new AccountId(Columns.uuid(row, "author")),
                row.getString("login"),
                row.getString("display_name"),
                row.getString("text"),
                Arrays.stream(mentions).map(AccountId::new).toList(),
                Columns.instant(row, "created_at"),
                Columns.instantOrNull(row, "edited_at"),
                row.getLong("version"));
    }
}
