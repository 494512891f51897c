package dev.strata.benchmarks.access;

import dev.strata.benchmarks.product.User;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.id.SpaceId;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Folders in one another, all of them granted to thousands, the topmost to somebody through one of his groups. Written
 * straight into the log, in the form that the command side gives to events, and into the tables of the command side.
 *
 * @param bottom the folder at the end of the way, with files in it
 */
record DeepDrive(NodeId bottom) {
    private static final int DEPTH = 20;
    private static final int GROUPS = 20;
    private static final int FILES = 200;

    static DeepDrive write(Connection connection, User owner, User member, SpaceId space, int grants)
            throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("""
                    CREATE TEMPORARY TABLE folder AS
                    SELECT n, CASE n WHEN 0 THEN CAST('%s' AS uuid) ELSE gen_random_uuid() END AS id
                      FROM generate_series(0, %d) n""".formatted(owner.rootFolder(), DEPTH));
            statement.execute("""
                    CREATE TEMPORARY TABLE node AS
                    SELECT 1000 + e.n AS number, e.id, p.id AS parent, 'folder ' || e.n AS name, 'folder' AS kind
                      FROM folder e JOIN folder p ON p.n = e.n - 1
                    UNION ALL
                    SELECT 2000 + n, gen_random_uuid(), (SELECT id FROM folder WHERE n = %d), 'file ' || n, 'file'
                      FROM generate_series(1, %d) n""".formatted(DEPTH, FILES));
            statement.execute("""
                    CREATE TEMPORARY TABLE team AS
                    SELECT n, gen_random_uuid() AS id FROM generate_series(1, %d) n""".formatted(GROUPS));
            statement.execute("""
                    CREATE TEMPORARY TABLE given AS
                    SELECT gen_random_uuid() AS id, f.id AS node, gen_random_uuid() AS grantee
                      FROM generate_series(1, %d) g JOIN folder f ON f.n = 1 + g %% %d
                    UNION ALL
                    SELECT gen_random_uuid(), f.id, t.id FROM folder f, team t WHERE f.n = 1""".formatted(grants, DEPTH));
            writeCommandSide(statement, member, space);
            writeLog(statement, owner, member, space);
            statement.execute("VACUUM (ANALYZE)");
            try (var row = statement.executeQuery("SELECT id::text FROM folder WHERE n = " + DEPTH)) {
                row.next();
                return new DeepDrive(NodeId.of(row.getString(1)));
            }
        }
    }

    private static void writeCommandSide(Statement statement, User member, SpaceId space) throws SQLException {
        statement.execute("""
                INSERT INTO command.node (node_id, space_id, parent_id, kind, name_key, version)
                SELECT id, '%s', parent, kind, name, 1 FROM node ORDER BY number""".formatted(space));
        statement.execute("INSERT INTO command.account_group (group_id) SELECT id FROM team");
        statement.execute("INSERT INTO command.group_member (group_id, account_id) SELECT id, '%s' FROM team"
                .formatted(member.account()));
        statement.execute("""
                INSERT INTO command.access_grant (grant_id, node_id, account_id, role)
                SELECT id, node, grantee, 'viewer' FROM given""");
    }

    private static void writeLog(Statement statement, User owner, User member, SpaceId space) throws SQLException {
        String content = """
                ,"content":{"manifestId":"%1$s","size":7,"sha256":"%1$s","sha256Verified":true,"mediaType":"text/plain"}""".formatted("ab".repeat(32));
        append(
                statement,
                owner,
                "Node",
                0,
                "node.NodeEvent$FolderCreated",
                "node e WHERE kind = 'folder'",
                """
                {"nodeId":"' || e.id || '","spaceId":"%s","number":' || e.number || ',\
                "parentId":"' || e.parent || '","name":"' || e.name || '"}""".formatted(space));
        append(statement, owner, "Node", 0, "node.NodeEvent$FileCreated", "node e WHERE kind = 'file'", """
                {"nodeId":"' || e.id || '","spaceId":"%s","number":' || e.number || ',\
                "parentId":"' || e.parent || '","name":"' || e.name || '"%s}""".formatted(
                        space, content));
        append(statement, owner, "Group", 0, "group.GroupEvent$GroupCreated", "team e", """
                {"groupId":"' || e.id || '","name":"team ' || e.n || '"}""");
        append(statement, owner, "Group", 1, "group.GroupEvent$MemberAdded", "team e", """
                {"groupId":"' || e.id || '","member":"%s","owner":true}""".formatted(member.account()));
        append(statement, owner, "Grant", 0, "grant.GrantEvent$AccessGranted", "given e", """
                {"grantId":"' || e.id || '","nodeId":"' || e.node || '","spaceId":"%s",\
                "grantee":"' || e.grantee || '","role":"viewer"}""".formatted(space));
    }

    private static void append(
            Statement statement, User owner, String stream, int number, String event, String from, String payload)
            throws SQLException {
        statement.execute("""
                INSERT INTO log.event (event_identifier, aggregate_identifier, sequence_number, type, time_stamp,
                    payload_type, payload, meta_data)
                SELECT gen_random_uuid()::text, e.id::text, %d, '%s', now(), 'dev.strata.kernel.%s',
                    convert_to('%s', 'UTF8'), convert_to('{"actor":"%s"}', 'UTF8')
                  FROM %s""".formatted(number, stream, event, payload, owner.account(), from));
    }
}
