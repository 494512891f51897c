package dev.strata.platform.axon;

import java.util.Collection;
import java.util.Set;
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
class ProjectionFailures {
    private final Set<String> failing = ConcurrentHashMap.newKeySet();

    ProjectionFailures(EventProcessingConfigurer processing, ObjectProvider<ProjectionGroups> sides) {
        sides.stream().flatMap(side -> side.names().stream()).forEach(name -> {
            processing.registerErrorHandler(name, _ -> this::remember);
            processing.registerHandlerInterceptor(name, _ -> forgetAfterCommit(name));
        });
    }

    private void remember(ErrorContext failure) throws Exception {
        failing.add(failure.eventProcessor());
        PropagatingErrorHandler.instance().handleError(failure);
    }

    private MessageHandlerInterceptor<EventMessage<?>> forgetAfterCommit(String name) {
        return (work, chain) -> {
            work.afterCommit(_ -> failing.remove(name));
            return chain.proceed();
        };
    }

    /** In alphabetical order. */
    Collection<String> names() {
        return new TreeSet<>(failing);
    }
}
