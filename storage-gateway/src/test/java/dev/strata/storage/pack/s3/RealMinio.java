package dev.strata.storage.pack.s3;

import dev.strata.testing.DockerEngine;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.testcontainers.containers.MinIOContainer;
import org.testcontainers.utility.DockerImageName;

/** A MinIO server that is no imitation, wherever one can be had: named by the environment, in a container, or as a program. */
record RealMinio(URI endpoint, String accessKey, String secretKey, String backing, Stop stop) implements S3Server {
    static final String NONE = "there is no MinIO server: set STRATA_TEST_S3_ENDPOINT, STRATA_TEST_S3_ACCESS_KEY and"
            + " STRATA_TEST_S3_SECRET_KEY, or start a Docker engine, or put minio on the PATH"
            + " (go install github.com/minio/minio@latest)";
    private static final String IMAGE = "minio/minio:RELEASE.2025-09-07T16-13-09Z";

    /** How a server that was started here is ended. */
    interface Stop {
        void run() throws IOException;
    }

    static Optional<RealMinio> start(Path directory) throws IOException {
        Optional<RealMinio> named = named();
        if (named.isPresent()) {
            return named;
        }
        Optional<RealMinio> container = container();
        return container.isPresent() ? container : MinioProgram.start(directory);
    }

    private static Optional<RealMinio> named() {
        String endpoint = System.getenv("STRATA_TEST_S3_ENDPOINT");
        if (endpoint == null) {
            return Optional.empty();
        }
        return Optional.of(new RealMinio(
                URI.create(endpoint),
                System.getenv("STRATA_TEST_S3_ACCESS_KEY"),
                System.getenv("STRATA_TEST_S3_SECRET_KEY"),
                "the server at " + endpoint,
                () -> {}));
    }

    private static Optional<RealMinio> container() {
        if (!DockerEngine.answers()) {
            return Optional.empty();
        }
        String image = Stream.ofNullable(System.getenv("STRATA_TEST_MINIO_IMAGE"))
                .findFirst()
                .orElse(IMAGE);
        MinIOContainer container =
                new MinIOContainer(DockerImageName.parse(image).asCompatibleSubstituteFor("minio/minio"));
        try {
            container.start();
        } catch (RuntimeException e) {
            System.out.println("the container of " + image + " did not start: " + e);
            container.stop();
            return Optional.empty();
        }
        return Optional.of(new RealMinio(
                URI.create(container.getS3URL()),
                container.getUserName(),
                container.getPassword(),
                image + " by Testcontainers",
                container::stop));
    }

    @Override
    public void close() throws IOException {
        stop.run();
    }
}
