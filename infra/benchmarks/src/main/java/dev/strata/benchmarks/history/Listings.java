package dev.strata.benchmarks.history;

import dev.strata.benchmarks.product.Application;
import dev.strata.kernel.account.AccountRole;
import dev.strata.platform.web.Caller;
import dev.strata.query.listing.FolderListingQueries;
import dev.strata.query.listing.ListFolder;
import dev.strata.query.listing.Node;
import dev.strata.query.listing.Nodes;
import dev.strata.query.moment.Moment;
import dev.strata.query.moment.Moments;
import dev.strata.query.page.Page;
import dev.strata.query.page.PageRequest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The first page of the full folder, in three ways. Each checks what it gets. */
final class Listings {
    private static final int PAGE = 100;

    private final Nodes nodes;
    private final FolderListingQueries listing;
    private final Moments moments;
    private final Drive drive;
    private final Caller reader;
    private final PreparedStatement sql;

    Listings(Application querySide, Connection connection, Drive drive) throws SQLException {
        this.nodes = querySide.bean(Nodes.class);
        this.listing = querySide.bean(FolderListingQueries.class);
        this.moments = querySide.bean(Moments.class);
        this.drive = drive;
        this.reader = new Caller(drive.owner(), null, null, null, AccountRole.USER, "127.0.0.1", "");
        this.sql = connection.prepareStatement("""
                SELECT * FROM query.node WHERE parent_id = ? AND NOT trashed ORDER BY name_sort, node_id LIMIT 101""");
        sql.setObject(1, drive.folder().value());
    }

    void bySql() throws SQLException {
        int rows = 0;
        try (ResultSet row = sql.executeQuery()) {
            while (row.next()) {
                for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
                    row.getObject(column);
                }
                rows++;
            }
        }
        demand(rows == PAGE + 1);
    }

    void now() {
        Page<Node> page = page(moments.now());
        demand(page.items().size() == PAGE && page.items().getFirst().version() > 1);
    }

    /** Right after the files were made, before anything else happened to them. */
    void past() {
        Page<Node> page = page(moments.at(drive.created()));
        demand(page.items().size() == PAGE && page.items().getFirst().version() == 1);
    }

    private Page<Node> page(Moment moment) {
        return listing.children(
                reader.account(),
                drive.folder(),
                nodes.folder(reader, drive.folder(), moment),
                new ListFolder(ListFolder.Sort.NAME, ListFolder.Order.ASC, moment, new PageRequest(PAGE, null)));
    }

    private static void demand(boolean right) {
        if (!right) {
            throw new IllegalStateException("a page that is not what it must be");
        }
    }
}
