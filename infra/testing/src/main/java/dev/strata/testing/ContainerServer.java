package dev.strata.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/** PostgreSQL in a container, by Testcontainers, which also removes it when the JVM is gone. */
final class ContainerServer implements TestServer {
    private static final String IMAGE =
            Objects.requireNonNullElse(System.getenv("STRATA_TEST_POSTGRES_IMAGE"), "postgres:18");

    private final PostgreSQLContainer container;

    private ContainerServer(PostgreSQLContainer container) {
        this.container = container;
    }

    static TestServer start() {
        try {
            return started();
        } catch (RuntimeException e) {
            return EmbeddedServer.insteadOf("the container of " + IMAGE + " did not start: " + e);
        }
    }

    private static ContainerServer started() {
        List<String> command = new ArrayList<>(List.of("postgres"));
        SETTINGS.forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
        PostgreSQLContainer container =
                new PostgreSQLContainer(DockerImageName.parse(IMAGE).asCompatibleSubstituteFor("postgres"));
        container.withDatabaseName("postgres").setCommand(command.toArray(String[]::new));
        container.start();
        return new ContainerServer(container);
    }

    @Override
    public String url(String database) {
        return "jdbc:postgresql://%s:%d/%s"
                .formatted(container.getHost(), container.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT), database);
    }

    @Override
    public String user() {
        return container.getUsername();
    }

    @Override
    public String password() {
        return container.getPassword();
    }

    @Override
    public String backing() {
        return "Testcontainers (" + IMAGE + ")";
    }
}
