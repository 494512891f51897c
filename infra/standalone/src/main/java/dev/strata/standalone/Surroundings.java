package dev.strata.standalone;

import dev.strata.standalone.home.DataDirectory;
import dev.strata.standalone.postgres.EmbeddedDatabase;
import java.util.HashMap;
import java.util.Map;

/**
 * What the application finds around it in one process, as the properties that a deployment would set by hand.
 *
 * @param restored whether the data are older than what devices have seen
 */
record Surroundings(
        ListenAddress address,
        DataDirectory directory,
        EmbeddedDatabase database,
        SignUp signUp,
        LogFormat logFormat,
        boolean restored) {
    Map<String, Object> properties() {
        Map<String, Object> properties = new HashMap<>();
        properties.put("spring.application.name", "strata");
        properties.put("server.address", address.address().getHostAddress());
        properties.put("server.port", address.port());
        for (String side : new String[] {"command", "query", "storage", "sync"}) {
            properties.put("strata.urls." + side, address.url());
        }
        properties.put("strata.passkeys.local-origin", "http://localhost:" + address.port());
        properties.put("spring.datasource.url", database.url());
        properties.put("spring.datasource.username", database.user());
        properties.put("spring.datasource.password", database.password());
        properties.put("strata.sign-up", signUp.property());
        properties.put("strata.keys-dir", directory.keys().toString());
        properties.put("strata.keys.create-missing", "true");
        properties.put("strata.storage.directory", directory.chunks().toString());
        properties.put("strata.mail.folder", directory.mail().toString());
        properties.put("strata.event-log.cross-process", "false");
        properties.put("strata.sync.restored", restored);
        properties.putAll(logging());
        return properties;
    }

    /** The terminal belongs to the operator; the log goes into files that cannot fill the disk. */
    private Map<String, Object> logging() {
        Map<String, Object> logging = new HashMap<>(Map.of(
                "logging.file.name", directory.logs().resolve("strata.log").toString(),
                "logging.threshold.console", "OFF",
                "logging.logback.rollingpolicy.max-file-size", "20MB",
                "logging.logback.rollingpolicy.max-history", "14",
                "logging.logback.rollingpolicy.total-size-cap", "200MB",
                "logging.register-shutdown-hook", "false"));
        if (logFormat == LogFormat.JSON) {
            logging.put("logging.structured.format.file", "ecs");
        }
        return logging;
    }
}
