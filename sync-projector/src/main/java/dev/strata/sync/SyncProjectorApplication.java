package dev.strata.sync;

import dev.strata.platform.PlatformConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Import;

/** The sync projector as a process of its own. */
@EnableAutoConfiguration
@Import({PlatformConfiguration.class, SyncProjectorConfiguration.class})
public class SyncProjectorApplication {
    private SyncProjectorApplication() {}

    public static void main(String[] arguments) {
        builder().run(arguments);
    }

    /** Reads {@code sync-projector.properties} and, above it, the {@code application.properties} of whoever runs it. */
    static SpringApplicationBuilder builder() {
        return new SpringApplicationBuilder(SyncProjectorApplication.class)
                .properties("spring.config.name=sync-projector,application");
    }
}
