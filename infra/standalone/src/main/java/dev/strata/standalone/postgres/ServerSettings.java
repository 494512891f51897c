package dev.strata.standalone.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What PostgreSQL is told at each start. */
record ServerSettings(int port, Path logs) {
    static final String FILE_NAME = "strata.conf";

    /** What must be on for an acknowledged write to survive a power failure. Set here, and asked for after the start. */
    static final Map<String, String> DURABILITY =
            Map.of("fsync", "on", "synchronous_commit", "on", "full_page_writes", "on");

    void write(Path cluster) throws IOException {
        Files.writeString(
                cluster.resolve(FILE_NAME),
                all().entrySet().stream()
                        .map(setting -> setting.getKey() + " = " + quoted(setting.getValue()) + "\n")
                        .collect(Collectors.joining("", "# Written by Strata at each start.\n", "")));
    }

    private Map<String, String> all() {
        Map<String, String> settings = new TreeMap<>(DURABILITY);
        settings.putAll(Map.of(
                "listen_addresses", "127.0.0.1",
                "port", Integer.toString(port),
                "unix_socket_directories", "",
                "password_encryption", "scram-sha-256",
                "max_connections", "100",
                "timezone", "UTC"));
        settings.putAll(Map.of(
                "shared_buffers", "128MB",
                "effective_cache_size", "512MB",
                "maintenance_work_mem", "64MB",
                "random_page_cost", "1.1",
                "jit", "off",
                "wal_compression", "on"));
        settings.putAll(Map.of(
                "logging_collector", "on",
                "log_directory", logs.toString(),
                "log_filename", "postgres-%a.log",
                "log_rotation_age", "1d",
                "log_truncate_on_rotation", "on",
                "log_timezone", "UTC"));
        // Rows and statements hold names of people and files, which do not belong into a log.
        settings.putAll(Map.of("log_error_verbosity", "terse", "log_min_error_statement", "panic"));
        return settings;
    }

    private static String quoted(String value) {
        return "'" + value.replace("'", "''") + "'";
    }
}
