package dev.strata.storage;

import dev.strata.platform.PlatformConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Import;

/** The storage gateway as a process of its own. Its defaults are in {@code storage-gateway.properties}. */
@EnableAutoConfiguration
@Import({PlatformConfiguration.class, StorageGatewayConfiguration.class})
public class StorageGatewayApplication {
    public static void main(String[] arguments) {
        new SpringApplicationBuilder(StorageGatewayApplication.class)
                .properties("spring.config.name=storage-gateway")
                .run(arguments);
    }
}
