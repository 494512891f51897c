package dev.strata.platform.axon;

import java.util.Collection;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Says that a process is not ready while a projection cannot get past an event. Restarting would not help it. */
@Component("projectionsHealthIndicator")
class ProjectionHealth implements HealthIndicator {
    private final ProjectionFailures failures;

    ProjectionHealth(ProjectionFailures failures) {
        this.failures = failures;
    }

    @Override
    public Health health() {
        Collection<String> failing = failures.names();
        return failing.isEmpty()
                ? Health.up().build()
                : Health.down().withDetail("failing", failing).build();
    }
}
