package dev.strata.testing;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/** The PostgreSQL server behind the test databases of one JVM. It stops when the JVM does. */
interface TestServer {
    /** What a database needs in order to keep what it has acknowledged, and to stand many test contexts at once. */
    Map<String, String> SETTINGS = Map.of(
            "fsync", "on",
            "synchronous_commit", "on",
            "full_page_writes", "on",
            "max_connections", "300");

    String url(String database);

    String user();

    String password();

    /** Names the backing in the line that a test run prints. */
    String backing();

    /** The server of this JVM; the first caller starts it and says on standard output which one it is. */
    static TestServer shared() {
        return Shared.SERVER;
    }

    /** Starts the server when it is first asked for. */
    final class Shared {
        private static final TestServer SERVER = start();

        private Shared() {}

        private static TestServer start() {
            TestServer server = DockerEngine.answers() ? ContainerServer.start() : EmbeddedServer.start();
            System.out.println("test database: PostgreSQL " + version(server) + ", " + server.backing());
            return server;
        }

        private static String version(TestServer server) {
            try (Connection connection =
                            TestDatabase.dataSource(server, "postgres").getConnection();
                    Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SHOW server_version")) {
                row.next();
                return row.getString(1);
            } catch (SQLException e) {
                throw new IllegalStateException("the test database does not answer: " + server.backing(), e);
            }
        }
    }
}
