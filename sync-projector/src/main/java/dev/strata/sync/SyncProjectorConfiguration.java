package dev.strata.sync;

import dev.strata.platform.axon.ProjectionGroups;
import dev.strata.platform.database.SchemaMigration;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;

/** The whole sync side; its own application and standalone import the same. Full bean names keep the sides apart. */
@Configuration(proxyBeanMethods = false)
@ComponentScan(nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class)
public class SyncProjectorConfiguration {
    @Bean
    SchemaMigration syncSchema() {
        return new SchemaMigration("sync");
    }

    @Bean
    ProjectionGroups syncProjections() {
        return ProjectionGroups.of(SyncProjectorConfiguration.class, "sync", Set.of("change-feed"));
    }
}
