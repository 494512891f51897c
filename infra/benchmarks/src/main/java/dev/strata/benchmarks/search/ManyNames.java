package dev.strata.benchmarks.search;

import dev.strata.benchmarks.product.User;
import dev.strata.kernel.id.GrantId;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.id.SpaceId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Files for a user, written straight into the log in the form that the command side gives to events: a thousand in each
 * folder, with names of two words out of forty, a number and a type. Every other folder is in one that is called
 * {@link #HALF}, one of fifty in one that is called {@link #FIFTIETH}.
 */
final class ManyNames {
    /** In one name of a hundred thousand. */
    static final String RARE = "quetzal";

    /** In one name of twenty, in half of those as the first word. */
    static final String COMMON = "photo";

    /** The whole of a word in one name of a thousand. */
    static final String SHORT = "qz";

    /** In one name of a thousand. */
    static final String WITH_MARKS = "Übergröße";

    static final String HALF = "half";
    static final String FIFTIETH = "fiftieth";
    static final String THOUSAND = "folder 3";

    private static final int FOLDER = 1_000;
    private static final String WORDS = """
            annual report invoice photo holiday draft final budget meeting notes project alpha beta contract letter \
            summary plan design music video scan backup archive client team data model paper chapter recipe ticket \
            travel offer order bill tax school garden house car""";

    private final Connection connection;
    private final User owner;
    private final SpaceId space;

    private ManyNames(Connection connection, User owner, SpaceId space) {
        this.connection = connection;
        this.owner = owner;
        this.space = space;
    }

    /** Writes the log. The names are in a temporary table too, {@code file}, with the numbers of their folders. */
    static ManyNames write(Connection connection, User owner, SpaceId space, int count) throws SQLException {
        ManyNames names = new ManyNames(connection, owner, space);
        try (Statement statement = connection.createStatement()) {
            statement.execute("""
                    CREATE TEMPORARY TABLE file AS
                    SELECT n, n / %5$d AS folder, gen_random_uuid() AS id,
                        CASE WHEN n %% 100000 = 7 THEN '%1$s ' ELSE '' END
                            || words[1 + (hashint4(n) & 2147483647) %% 40] || ' '
                            || words[1 + (hashint4(n + 7000000) & 2147483647) %% 40]
                            || CASE n %% 1000 WHEN 5 THEN ' %2$s' WHEN 6 THEN ' %3$s' ELSE '' END || ' ' || n || '.'
                            || (ARRAY['pdf', 'jpg', 'txt', 'zip'])[1 + n %% 4] AS name,
                        (ARRAY['application/pdf', 'image/jpeg', 'text/plain', 'application/zip'])[1 + n %% 4] AS type
                      FROM generate_series(1, %4$d) n, string_to_array('%6$s', ' ') words""".formatted(RARE, SHORT, WITH_MARKS, count, FOLDER, WORDS));
            statement.execute("""
                    CREATE TEMPORARY TABLE folder AS
                    SELECT -1 AS n, gen_random_uuid() AS id, '%s' AS name
                    UNION ALL SELECT -2, gen_random_uuid(), '%s'
                    UNION ALL SELECT n, gen_random_uuid(), 'folder ' || n FROM generate_series(0, %d) n""".formatted(HALF, FIFTIETH, count / FOLDER));
        }
        names.append("Node", "node.NodeEvent$FolderCreated", """
                folder e LEFT JOIN folder parent ON e.n >= 0
                    AND parent.n = CASE WHEN e.n % 2 = 0 THEN -1 WHEN e.n % 50 = 1 THEN -2 END""", """
                {"nodeId":"' || e.id || '","spaceId":"%s","number":' || 1000000000 + e.n || ',\
                "parentId":"' || coalesce(parent.id::text, '%s') || '","name":"' || e.name || '"}""".formatted(space, owner.rootFolder()));
        names.append(
                "Node", "node.NodeEvent$FileCreated", "file e JOIN folder parent ON parent.n = e.folder", """
                {"nodeId":"' || e.id || '","spaceId":"%s","number":' || 2000000000 + e.n || ',\
                "parentId":"' || parent.id || '","name":"' || e.name || '","content":{"manifestId":"%2$s",\
                "size":' || e.n || ',"sha256":"%2$s","sha256Verified":true,"mediaType":"' || e.type || '"}}""".formatted(
                                space, "ab".repeat(32)));
        return names;
    }

    /** Lets somebody read a folder. */
    void share(String folder, User member) throws SQLException {
        append(
                "Grant",
                "grant.GrantEvent$AccessGranted",
                "(SELECT '%s'::uuid AS id) e".formatted(GrantId.random()),
                """
                {"grantId":"' || e.id || '","nodeId":"%s","spaceId":"%s","grantee":"%s","role":"viewer"}""".formatted(folder(folder), space, member.account()));
    }

    NodeId folder(String name) throws SQLException {
        return NodeId.of(ask("SELECT id::text FROM folder WHERE name = '%s'".formatted(name)));
    }

    /** How many files are like this. */
    long count(String condition) throws SQLException {
        return Long.parseLong(ask("SELECT count(*)::text FROM file WHERE " + condition));
    }

    private String ask(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    private void append(String stream, String event, String from, String payload) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("""
                INSERT INTO log.event (event_identifier, aggregate_identifier, sequence_number, type, time_stamp,
                    payload_type, payload, meta_data)
                SELECT gen_random_uuid()::text, e.id::text, 0, '%s', now(), 'dev.strata.kernel.%s',
                    convert_to('%s', 'UTF8'), convert_to('{"actor":"%s"}', 'UTF8')
                  FROM %s""".formatted(stream, event, payload, owner.account(), from))) {
            statement.executeUpdate();
        }
    }
}
