package dev.strata.platform.axon;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.springframework.stereotype.Component;

/** Measures, per projection, how long an event took from its commit until the projection had stored it. */
@Component
class ProjectionLag {
    private final MeterRegistry meters;
    private final Clock clock;

    ProjectionLag(MeterRegistry meters, Clock clock) {
        this.meters = meters;
        this.clock = clock;
    }

    MessageHandlerInterceptor<EventMessage<?>> measure(String projection) {
        Timer timer = Timer.builder("strata.projection.lag")
                .description("from the event's time until its projection committed")
                .tag("projection", projection)
                .register(meters);
        return (work, chain) -> {
            EventMessage<?> event = work.getMessage();
            work.afterCommit(_ -> timer.record(nonNegative(Duration.between(event.getTimestamp(), clock.instant()))));
            return chain.proceed();
        };
    }

    private static Duration nonNegative(Duration lag) {
        return lag.isNegative() ? Duration.ZERO : lag;
    }
}
