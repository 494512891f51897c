package dev.strata.benchmarks.search;

import dev.strata.benchmarks.product.Application;
import dev.strata.benchmarks.product.User;
import dev.strata.kernel.id.SpaceId;
import dev.strata.query.listing.Node;
import dev.strata.query.moment.Moments;
import dev.strata.query.page.Page;
import dev.strata.query.page.PageRequest;
import dev.strata.query.search.SearchNodes;
import dev.strata.query.search.SearchQueries;
import dev.strata.query.sharing.Home;
import dev.strata.query.sharing.SharingQueries;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The first page of what is searched, in three ways. Each checks how much it gets. */
final class Searches implements AutoCloseable {
    private static final int PAGE = 100;
    private static final int OK = 200;

    private final SearchQueries search;
    private final SharingQueries sharing;
    private final Moments moments;
    private final SpaceId space;
    private final Connection connection;
    private final String url;
    private final HttpClient http = HttpClient.newHttpClient();
    private String token = "";

    /** @param space where all the names are */
    @SuppressWarnings("MissingSummary")
    Searches(Application querySide, SpaceId space, Connection connection) {
        this.search = querySide.bean(SearchQueries.class);
        this.sharing = querySide.bean(SharingQueries.class);
        this.moments = querySide.bean(Moments.class);
        this.space = space;
        this.connection = connection;
        this.url = querySide.url();
    }

    /** A token is good for some minutes only. */
    void signIn(User reader) throws IOException, InterruptedException {
        token = reader.signIn();
    }

    /** With every column of the nodes. */
    void bySql(Question question) throws SQLException {
        int rows = 0;
        try (Statement sql = connection.createStatement();
                ResultSet row = sql.executeQuery("""
                        SELECT n.*, found.search_key FROM (
                            SELECT p.node_id, p.search_key FROM query.node_place p
                             WHERE p.space_id = '%s' AND p.to_position = 9223372036854775807
                                AND NOT p.trashed AND p.parent_id IS NOT NULL AND %s
                             ORDER BY p.search_key, p.node_id LIMIT %d) found
                          JOIN query.node n ON n.node_id = found.node_id
                         ORDER BY found.search_key, n.node_id""".formatted(space, question.condition(), PAGE))) {
            while (row.next()) {
                for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
                    row.getObject(column);
                }
                rows++;
            }
        }
        demand(rows, question);
    }

    /** With the rights and paths of the reader, where the controller asks. */
    void asReader(Question question) {
        User reader = question.reader();
        Home home = sharing.home(reader.account()).orElseThrow();
        Page<Node> page = search.list(
                reader.account(),
                home,
                SearchNodes.of(question.words(), null, question.filters(), moments.now(), new PageRequest(PAGE, null)));
        demand(page.items().size(), question);
    }

    void byHttp(Question question) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/v1/search?" + question.parameters()))
                .header("Authorization", "Bearer " + token)
                .build();
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != OK) {
            throw new IllegalStateException("%d %s".formatted(response.statusCode(), response.body()));
        }
        demand(response.body().split("\"role\":", -1).length - 1, question);
    }

    private static void demand(long found, Question question) {
        if (found != Math.min(question.expected(), PAGE)) {
            throw new IllegalStateException(
                    "%s: found %d names of %d".formatted(question.name(), found, question.expected()));
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
