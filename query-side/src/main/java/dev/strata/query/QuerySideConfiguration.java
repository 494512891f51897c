package dev.strata.query;

import dev.strata.platform.axon.ProjectionGroups;
import dev.strata.platform.database.SchemaMigration;
import dev.strata.platform.web.LookUps;
import dev.strata.platform.web.PublicEndpoints;
import dev.strata.query.projection.Target;
import java.util.List;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;
import org.springframework.http.HttpMethod;

/** The whole query side; its own application and standalone import the same. Full bean names keep the sides apart. */
@Configuration(proxyBeanMethods = false)
@ComponentScan(nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class)
public class QuerySideConfiguration {
    private static final List<String> LINKED = List.of("/v1/public/**", "/s/**");

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
                Set.of("node", "version-history", "sharing", "star", "conflict", "comment", "audit-trail"));
    }

    @Bean
    LookUps people() {
        return new LookUps(List.of("/v1/people/*"));
    }

    /** The link is the permission. */
    @Bean
    PublicEndpoints publicLinks() {
        return new PublicEndpoints(HttpMethod.GET, LINKED);
    }

    @Bean
    PublicEndpoints publicLinkHeads() {
        return new PublicEndpoints(HttpMethod.HEAD, LINKED);
    }
}
