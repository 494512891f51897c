package dev.strata.query;

import dev.strata.platform.PlatformConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Import;

/** The query side as a process of its own. */
@EnableAutoConfiguration
@Import({PlatformConfiguration.class, QuerySideConfiguration.class})
public class QuerySideApplication {
    private QuerySideApplication() {}

    public static void main(String[] arguments) {
        builder().run(arguments);
    }

    /** Reads {@code query-side.properties} and, above it, the {@code application.properties} of whoever runs it. */
    static SpringApplicationBuilder builder() {
        return new SpringApplicationBuilder(QuerySideApplication.class)
                .properties("spring.config.name=query-side,application");
    }
}
