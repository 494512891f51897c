package dev.strata.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.testcontainers.DockerClientFactory;

/** A Docker engine that answered, and the PostgreSQL image to run on it. */
record DockerEngine(String image) {
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);
    private static final String IMAGE = "postgres:18";

    /** Looks for an engine. Where there is no sign of one it does not even ask, so that the usual case costs nothing. */
    static Optional<DockerEngine> probe() {
        if (!isConfigured() || !answers()) {
            return Optional.empty();
        }
        String image = System.getenv("STRATA_TEST_POSTGRES_IMAGE");
        return Optional.of(new DockerEngine(image == null ? IMAGE : image));
    }

    private static boolean isConfigured() {
        String home = System.getProperty("user.home", "");
        String runtime = System.getenv("XDG_RUNTIME_DIR");
        return System.getenv("DOCKER_HOST") != null
                || Stream.of(
                                Path.of("/var/run/docker.sock"),
                                Path.of(runtime == null ? "/run" : runtime, "docker.sock"),
                                Path.of(home, ".docker", "run", "docker.sock"),
                                Path.of(home, ".docker", "desktop", "docker.sock"),
                                Path.of(home, ".testcontainers.properties"))
                        .anyMatch(Files::exists);
    }

    private static boolean answers() {
        CompletableFuture<Boolean> answer = new CompletableFuture<>();
        Thread.ofPlatform()
                .daemon()
                .name("docker-probe")
                .start(() -> answer.complete(DockerClientFactory.instance().isDockerAvailable()));
        try {
            return answer.get(ANSWER_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
