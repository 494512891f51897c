package dev.strata.standalone;

import dev.strata.command.CommandSideConfiguration;
import dev.strata.platform.PlatformConfiguration;
import dev.strata.query.QuerySideConfiguration;
import dev.strata.standalone.home.StartRefused;
import dev.strata.storage.StorageGatewayConfiguration;
import dev.strata.sync.SyncProjectorConfiguration;
import java.nio.file.Path;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;
import org.springframework.context.annotation.Import;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.env.MapPropertySource;
import org.springframework.web.context.support.StandardServletEnvironment;

/** The same four sides that run as four processes elsewhere, in one. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({
    PlatformConfiguration.class,
    CommandSideConfiguration.class,
    QuerySideConfiguration.class,
    StorageGatewayConfiguration.class,
    SyncProjectorConfiguration.class
})
class StandaloneApplication {

    /**
     * The context registers no shutdown hook: it must be closed before the database is. Full bean names, because two
     * sides that know nothing of each other may well give a class the same name.
     */
    static ConfigurableApplicationContext start(Surroundings surroundings) {
        StandardServletEnvironment environment = new StandardServletEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("standalone", surroundings.properties()));
        try {
            return new SpringApplicationBuilder(StandaloneApplication.class)
                    .bannerMode(Banner.Mode.OFF)
                    .registerShutdownHook(false)
                    .environment(environment)
                    .beanNameGenerator(FullyQualifiedAnnotationBeanNameGenerator.INSTANCE)
                    .run();
        } catch (RuntimeException e) {
            Path log = surroundings.directory().logs().resolve("strata.log");
            throw new StartRefused(
                    "did not start: %s (details: %s)".formatted(NestedExceptionUtils.getMostSpecificCause(e), log), e);
        }
    }
}
