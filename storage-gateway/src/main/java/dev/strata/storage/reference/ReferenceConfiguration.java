package dev.strata.storage.reference;

import dev.strata.platform.axon.ProjectionGroups;
import dev.strata.platform.axon.ProjectionProgress;
import java.time.Duration;
import java.util.Set;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Lets the references follow the log. */
@Configuration(proxyBeanMethods = false)
class ReferenceConfiguration {
    /** How much younger the stamp of an event may be than that of one behind it in the log. */
    private static final Duration OUT_OF_ORDER = Duration.ofMinutes(1);

    /** Of this package alone: no answer of the gateway is read from it, so no reader has to wait for it. */
    @Bean
    ProjectionGroups storageProjections() {
        return ProjectionGroups.of(ReferenceConfiguration.class, "storage", Set.of(ReferenceProjection.NAME));
    }

    @Bean
    KnownLog knownLog(ProjectionProgress progress, @Qualifier("storageProjections") ProjectionGroups groups) {
        return (instant, patience) -> progress.awaitTime(groups, instant, OUT_OF_ORDER, patience);
    }
}
