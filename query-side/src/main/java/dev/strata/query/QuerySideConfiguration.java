package dev.strata.query;

import dev.strata.platform.axon.ProjectionGroups;
import dev.strata.platform.database.SchemaMigration;
import dev.strata.query.projection.Target;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;

/** The whole query side; its own application and standalone import the same. Full bean names keep the sides apart. */
@Configuration(proxyBeanMethods = false)
@ComponentScan(nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class)
public class QuerySideConfiguration {
    @Bean
    SchemaMigration querySchema() {
        return new SchemaMigration("query");
    }

    @Bean
    Target projectionTarget() {
        return Target.LIVE;
    }

    @Bean
    ProjectionGroups queryProjections() {
        return ProjectionGroups.of(
                QuerySideConfiguration.class,
                "query",
                Set.of("node", "version-history", "sharing", "star", "conflict", "audit-trail"));
    }
}
