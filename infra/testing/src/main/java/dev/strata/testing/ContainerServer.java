package dev.strata.testing;

import java.util.ArrayList;
import java.util.List;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/** PostgreSQL in a container, by Testcontainers, which also removes it when the JVM is gone. */
final class ContainerServer implements TestServer {
    private final PostgreSQLContainer container;
    private final String image;

    private ContainerServer(PostgreSQLContainer container, String image) {
        this.container = container;
        this.image = image;
    }

    static ContainerServer start(DockerEngine engine) {
        List<String> command = new ArrayList<>(List.of("postgres"));
        SETTINGS.forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
        PostgreSQLContainer container =
                new PostgreSQLContainer(DockerImageName.parse(engine.image()).asCompatibleSubstituteFor("postgres"));
        container.withDatabaseName("postgres").setCommand(command.toArray(String[]::new));
        container.start();
        return new ContainerServer(container, engine.image());
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
        return "Testcontainers (" + image + ")";
    }
}
