package dev.strata.storage.pack.s3;

import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** A server to test against, with keys that may create buckets. */
public interface S3Server extends AutoCloseable {
    URI endpoint();

    String accessKey();

    String secretKey();

    /** As the configuration would say it: with the defaults of {@link S3Settings}, and a bucket of its own. */
    static S3Settings settings(S3Server server, Map<String, String> changes) {
        Map<String, String> properties = new HashMap<>(Map.of(
                "endpoint",
                server.endpoint().toString(),
                "bucket",
                "strata-" + UUID.randomUUID(),
                "access-key",
                server.accessKey(),
                "secret-key",
                server.secretKey(),
                "prefix",
                "of-tests",
                "create-bucket",
                "true"));
        properties.putAll(changes);
        Map<String, String> prefixed = new HashMap<>();
        properties.forEach((name, value) -> prefixed.put("s3." + name, value));
        return new Binder(new MapConfigurationPropertySource(prefixed))
                .bind("s3", S3Settings.class)
                .get();
    }

    @Override
    void close() throws IOException;
}
