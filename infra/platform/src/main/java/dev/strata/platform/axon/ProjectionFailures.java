package dev.strata.platform.axon;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.axonframework.config.EventProcessingConfigurer;
import org.axonframework.eventhandling.ErrorContext;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Remembers which projections of this process failed when they last tried. A pooled processor lets go of its work
 * between two tries, and its own status forgets the failure with it.
 */
@Component
public class ProjectionFailures {
    private final Map<String, Failure> failing = new ConcurrentHashMap<>();
    private final Clock clock;

    ProjectionFailures(EventProcessingConfigurer processing, ObjectProvider<ProjectionGroups> sides, Clock clock) {
        this.clock = clock;
        sides.stream().flatMap(side -> side.names().stream()).forEach(name -> {
            processing.registerErrorHandler(name, _ -> this::remember);
            processing.registerHandlerInterceptor(name, _ -> forgetAfterCommit(name));
        });
    }

    record Failure(Instant at, String cause) {}

    private void remember(ErrorContext failure) throws Exception {
        add(failure.eventProcessor(), failure.error().toString());
        PropagatingErrorHandler.instance().handleError(failure);
    }

    /** For what delivers events: it has none for a projection, and not because there are none. */
    public void add(String projection, String cause) {
        failing.put(projection, new Failure(clock.instant(), cause));
    }

    /** What was added is mended. */
    public void remove(String projection) {
        failing.remove(projection);
    }

    private MessageHandlerInterceptor<EventMessage<?>> forgetAfterCommit(String name) {
        return (work, chain) -> {
            work.afterCommit(_ -> failing.remove(name));
            return chain.proceed();
        };
    }

    /** In alphabetical order. */
    Collection<String> names() {
        return new TreeSet<>(failing.keySet());
    }

    Optional<Failure> of(String projection) {
        return Optional.ofNullable(failing.get(projection));
    }
}
