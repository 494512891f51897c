package dev.strata.client.sync;

import dev.strata.client.sync.StateStore.Update.Forget;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.sqlite.JDBC;

/** Keeps the state in a SQLite database. Also keeps settings, and the hashes of files that were read before. */
final class SqliteStore implements StateStore, AutoCloseable {
    private static final List<String> TABLES = List.of(
            "CREATE TABLE IF NOT EXISTS setting (name TEXT PRIMARY KEY, value TEXT NOT NULL)",
            """
            CREATE TABLE IF NOT EXISTS remote (
                id TEXT PRIMARY KEY, parent TEXT NOT NULL, name TEXT NOT NULL, folder INTEGER NOT NULL,
                version INTEGER NOT NULL, content_version INTEGER NOT NULL, sha256 TEXT, size INTEGER NOT NULL,
                modified_at TEXT, gone INTEGER NOT NULL)""",
            """
            CREATE TABLE IF NOT EXISTS synced (
                id TEXT PRIMARY KEY, parent TEXT NOT NULL, name TEXT NOT NULL, folder INTEGER NOT NULL, sha256 TEXT,
                version INTEGER NOT NULL, file_key TEXT NOT NULL, size INTEGER NOT NULL, modified INTEGER NOT NULL)""",
            """
            CREATE TABLE IF NOT EXISTS digest (
                file_key TEXT NOT NULL, size INTEGER NOT NULL, modified INTEGER NOT NULL, sha256 TEXT NOT NULL,
                changed INTEGER NOT NULL, PRIMARY KEY (file_key, size, modified))""",
            "DROP TABLE IF EXISTS hash");
    private static final String CURSOR = "cursor";

    private final Connection connection;

    /** By their SQL; they are closed with the connection. */
    private final Map<String, PreparedStatement> prepared = new HashMap<>();

    private SqliteStore(Connection connection) {
        this.connection = connection;
    }

    static SqliteStore open(Path file) {
        return attempt(() -> {
            // Not by the DriverManager, which first loads the driver of each other database.
            Connection connection = JDBC.createConnection("jdbc:sqlite:" + file, new Properties());
            try (Statement statement = connection.createStatement()) {
                statement.execute("PRAGMA journal_mode = WAL");
                statement.execute("PRAGMA synchronous = NORMAL");
                statement.execute("PRAGMA busy_timeout = 5000");
                for (String table : TABLES) {
                    statement.execute(table);
                }
            }
            connection.setAutoCommit(false);
            return new SqliteStore(connection);
        });
    }

    private interface Work<T> {
        T run() throws SQLException;
    }

    private static <T> T attempt(Work<T> work) {
        try {
            return work.run();
        } catch (SQLException e) {
            throw new StateException(e);
        }
    }

    private synchronized <T> T transact(Work<T> work) {
        return attempt(() -> {
            try {
                T result = work.run();
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException e) {
                rollBack(e);
                throw e;
            }
        });
    }

    /** A disk that is full has SQLite do it by itself, and refuse to do it again: what was wrong at first is what counts. */
    private void rollBack(Exception cause) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    private void run(String sql, @Nullable Object... values) throws SQLException {
        PreparedStatement statement = prepared.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            prepared.put(sql, statement);
        }
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        statement.executeUpdate();
    }

    Optional<String> setting(String name) {
        return transact(() -> {
            try (PreparedStatement statement =
                    connection.prepareStatement("SELECT value FROM setting WHERE name = ?")) {
                statement.setString(1, name);
                try (ResultSet rows = statement.executeQuery()) {
                    return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
                }
            }
        });
    }

    /** How far the feed was read. */
    Optional<String> cursor() {
        return setting(CURSOR);
    }

    void set(String name, String value) {
        transact(() -> {
            run("INSERT OR REPLACE INTO setting VALUES (?, ?)", name, value);
            return true;
        });
    }

    @Override
    public Saved load() {
        @Nullable String cursor = cursor().orElse(null);
        return transact(() -> new Saved(cursor, loadRemote(), loadSynced()));
    }

    private List<RemoteNode> loadRemote() throws SQLException {
        List<RemoteNode> nodes = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT * FROM remote ORDER BY id")) {
            while (row.next()) {
                String modifiedAt = row.getString("modified_at");
                nodes.add(new RemoteNode(
                        row.getString("id"),
                        new Place(row.getString("parent"), row.getString("name")),
                        row.getBoolean("folder"),
                        row.getLong("version"),
                        row.getInt("content_version"),
                        row.getString("sha256"),
                        row.getLong("size"),
                        modifiedAt == null ? null : Instant.parse(modifiedAt),
                        row.getBoolean("gone")));
            }
        }
        return nodes;
    }

    private List<SyncedNode> loadSynced() throws SQLException {
        List<SyncedNode> nodes = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT * FROM synced ORDER BY id")) {
            while (row.next()) {
                nodes.add(new SyncedNode(
                        row.getString("id"),
                        new Place(row.getString("parent"), row.getString("name")),
                        row.getBoolean("folder"),
                        row.getString("sha256"),
                        row.getLong("version"),
                        new Fingerprint(row.getString("file_key"), row.getLong("size"), row.getLong("modified"))));
            }
        }
        return nodes;
    }

    @Override
    public void keep(List<Update> updates) {
        transact(() -> {
            for (Update update : updates) {
                write(update);
            }
            return true;
        });
    }

    private void write(Update update) throws SQLException {
        if (update.forget() != Forget.NOTHING) {
            run("DELETE FROM remote");
            run("DELETE FROM setting WHERE name = ?", CURSOR);
        }
        if (update.forget() == Forget.ALL) {
            run("DELETE FROM synced");
        }
        if (update.cursor() != null) {
            run("INSERT OR REPLACE INTO setting VALUES (?, ?)", CURSOR, update.cursor());
        }
        for (RemoteNode node : update.remote()) {
            write(node);
        }
        for (String id : update.remoteGone()) {
            run("DELETE FROM remote WHERE id = ?", id);
        }
        for (SyncedNode node : update.synced()) {
            write(node);
        }
        for (String id : update.syncedGone()) {
            run("DELETE FROM synced WHERE id = ?", id);
        }
    }

    private void write(RemoteNode node) throws SQLException {
        run(
                "INSERT OR REPLACE INTO remote VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                node.id(),
                node.place().parentId(),
                node.place().name(),
                node.folder(),
                node.version(),
                node.contentVersion(),
                node.sha256(),
                node.size(),
                node.modifiedAt() == null ? null : node.modifiedAt().toString(),
                node.gone());
    }

    private void write(SyncedNode node) throws SQLException {
        run(
                "INSERT OR REPLACE INTO synced VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                node.id(),
                node.place().parentId(),
                node.place().name(),
                node.folder(),
                node.sha256(),
                node.version(),
                node.fingerprint().key(),
                node.fingerprint().size(),
                node.fingerprint().modifiedNanos());
    }

    Map<Fingerprint, Digested> hashes() {
        return transact(() -> {
            Map<Fingerprint, Digested> hashes = new HashMap<>();
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SELECT * FROM digest")) {
                while (row.next()) {
                    hashes.put(
                            new Fingerprint(row.getString("file_key"), row.getLong("size"), row.getLong("modified")),
                            new Digested(row.getString("sha256"), row.getLong("changed")));
                }
            }
            return hashes;
        });
    }

    void keepHashes(Map<Fingerprint, Digested> found, Iterable<Fingerprint> forgotten) {
        transact(() -> {
            for (Map.Entry<Fingerprint, Digested> hash : found.entrySet()) {
                Fingerprint of = hash.getKey();
                run(
                        "INSERT OR REPLACE INTO digest VALUES (?, ?, ?, ?, ?)",
                        of.key(),
                        of.size(),
                        of.modifiedNanos(),
                        hash.getValue().sha256(),
                        hash.getValue().changedNanos());
            }
            for (Fingerprint of : forgotten) {
                run(
                        "DELETE FROM digest WHERE file_key = ? AND size = ? AND modified = ?",
                        of.key(),
                        of.size(),
                        of.modifiedNanos());
            }
            return true;
        });
    }

    @Override
    public synchronized void close() {
        attempt(() -> {
            connection.close();
            return true;
        });
    }
}
