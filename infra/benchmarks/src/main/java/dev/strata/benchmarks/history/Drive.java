package dev.strata.benchmarks.history;

import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.id.SpaceId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;

/**
 * A home with one folder full of files that all have a past, written straight into the log in the form that the command
 * side gives to events.
 *
 * @param created when the last file was there
 */
record Drive(AccountId owner, SpaceId space, NodeId root, NodeId folder, Instant created, long events) {
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

    /** What happens to each file: it is made, then renamed, given versions and tagged in turns. */
    static Drive write(Connection connection, int files, int eventsPerFile) throws SQLException {
        AccountId owner = AccountId.random();
        SpaceId space = SpaceId.random();
        NodeId root = NodeId.random();
        NodeId folder = NodeId.random();
        append(connection, owner, "Account", owner, 0, "account.AccountEvent$AccountOpened", """
                {"accountId":"%s","login":"anna","homeSpaceId":"%s","rootFolderId":"%s"}""".formatted(
                        owner, space, root));
        append(connection, owner, "Node", root, 0, "node.NodeEvent$FolderCreated", """
                {"nodeId":"%s","spaceId":"%s","number":1,"name":""}""".formatted(root, space));
        append(connection, owner, "Node", folder, 0, "node.NodeEvent$FolderCreated", """
                {"nodeId":"%s","spaceId":"%s","number":2,"parentId":"%s","name":"full"}""".formatted(
                        folder, space, root));
        try (PreparedStatement names = connection.prepareStatement("""
                CREATE TEMPORARY TABLE file AS
                SELECT number, gen_random_uuid() AS id FROM generate_series(1, ?) number""")) {
            names.setInt(1, files);
            names.executeUpdate();
        }
        for (int round = 0; round < eventsPerFile; round++) {
            change(connection, owner, space, folder, round);
        }
        return new Drive(owner, space, root, folder, BEGIN.plusSeconds(1), 3L + (long) files * eventsPerFile);
    }

    private static void change(Connection connection, AccountId owner, SpaceId space, NodeId folder, int round)
            throws SQLException {
        String content = """
                {"manifestId":"%1$s","size":' || number || ',"sha256":"%1$s","sha256Verified":true,"mediaType":"text/plain"}""".formatted("ab".repeat(32));
        String named = "file ' || number || '";
        String type;
        String payload;
        if (round == 0) {
            type = "FileCreated";
            payload = """
                    "number":' || number + 2 || ',"parentId":"%s","name":"%s","content":%s""".formatted(folder, named, content);
        } else if (round % 3 == 1) {
            type = "NodeRenamed";
            payload = """
                    "from":"%s%s","to":"%s%s\"""".formatted(named, suffix(round - 3), named, suffix(round));
        } else if (round % 3 == 2) {
            type = "VersionAdded";
            payload = """
                    "version":%d,"content":%s""".formatted(round / 3 + 2, content);
        } else {
            type = "NodeTagged";
            payload = """
                    "tag":"tag %d\"""".formatted(round);
        }
        String sql = """
                INSERT INTO log.event (event_identifier, aggregate_identifier, sequence_number, type, time_stamp,
                    payload_type, payload, meta_data)
                SELECT gen_random_uuid()::text, id::text, %d, 'Node', ?, 'dev.strata.kernel.node.NodeEvent$%s',
                    convert_to('{"nodeId":"' || id || '","spaceId":"%s",%s}', 'UTF8'),
                    convert_to('{"actor":"%s"}', 'UTF8')
                  FROM file ORDER BY number""".formatted(round, type, space, payload, owner);
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, BEGIN.plusSeconds(round + 1L).atOffset(ZoneOffset.UTC));
            statement.executeUpdate();
        }
    }

    private static String suffix(int round) {
        return round < 1 ? "" : " v" + round;
    }

    private static void append(
            Connection connection, AccountId actor, String type, Object stream, int number, String event, String json)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                INSERT INTO log.event (event_identifier, aggregate_identifier, sequence_number, type, time_stamp,
                    payload_type, payload, meta_data)
                VALUES (gen_random_uuid()::text, ?, ?, ?, ?, ?, convert_to(?, 'UTF8'), convert_to(?, 'UTF8'))""")) {
            statement.setString(1, stream.toString());
            statement.setInt(2, number);
            statement.setString(3, type);
            statement.setObject(4, BEGIN.atOffset(ZoneOffset.UTC));
            statement.setString(5, "dev.strata.kernel." + event);
            statement.setString(6, json);
            statement.setString(7, "{\"actor\":\"%s\"}".formatted(actor));
            statement.executeUpdate();
        }
    }
}
