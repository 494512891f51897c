package dev.strata.benchmarks.product;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;
import org.springframework.core.env.MapPropertySource;
import org.springframework.web.context.support.StandardServletEnvironment;

/** One or all sides in this JVM, so that a measurement can call what their controllers call. */
public final class Application implements AutoCloseable {
    private final ConfigurableApplicationContext context;
    private final String url;

    private Application(ConfigurableApplicationContext context, String url) {
        this.context = context;
        this.url = url;
    }

    public static Application start(Class<?> type, Database database, Path folder, boolean aloneOnTheLog)
            throws IOException {
        return start(type, database, folder, aloneOnTheLog, Map.of());
    }

    /** @param more properties of its own */
    @SuppressWarnings("MissingSummary")
    public static Application start(
            Class<?> type, Database database, Path folder, boolean aloneOnTheLog, Map<String, String> more)
            throws IOException {
        int port = freePort();
        Map<String, Object> properties = new HashMap<>(database.properties());
        properties.putAll(Map.of(
                "server.port",
                port,
                "strata.keys-dir",
                folder.resolve("keys").toString(),
                "strata.keys.create-missing",
                true,
                "strata.sign-up",
                "open",
                "strata.storage.directory",
                folder.resolve("chunks").toString(),
                "strata.event-log.cross-process",
                !aloneOnTheLog,
                "logging.file.name",
                folder.resolve("application.log").toString(),
                "logging.threshold.console",
                "OFF",
                "logging.register-shutdown-hook",
                false));
        properties.putAll(more);
        StandardServletEnvironment environment = new StandardServletEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("benchmark", properties));
        return new Application(
                new SpringApplicationBuilder(type)
                        .registerShutdownHook(false)
                        .environment(environment)
                        .beanNameGenerator(FullyQualifiedAnnotationBeanNameGenerator.INSTANCE)
                        .run(),
                "http://127.0.0.1:" + port);
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public String url() {
        return url;
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
