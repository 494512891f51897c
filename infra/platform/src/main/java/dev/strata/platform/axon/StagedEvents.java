package dev.strata.platform.axon;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;

/**
 * What the running transaction has published so far, by stream. Axon looks for a stream's events by comparing all of
 * them with one another: a transaction of 10,000 commands would be busy with nothing else.
 */
final class StagedEvents {
    private static final String RESOURCE = StagedEvents.class.getName();

    private final Map<String, List<DomainEventMessage<?>>> byStream = new HashMap<>();

    private StagedEvents() {}

    /** Keeps events that the current unit of work has just published, until it is rolled back. */
    static void stage(List<? extends EventMessage<?>> events) {
        CurrentUnitOfWork.ifStarted(unitOfWork -> {
            StagedEvents staged = of(unitOfWork);
            for (EventMessage<?> event : events) {
                if (event instanceof DomainEventMessage<?> domainEvent) {
                    staged.stream(domainEvent.getAggregateIdentifier()).add(domainEvent);
                    unitOfWork.onRollback(_ ->
                            staged.stream(domainEvent.getAggregateIdentifier()).remove(domainEvent));
                }
            }
        });
    }

    /** The events of one stream, oldest first. */
    static List<DomainEventMessage<?>> of(String stream) {
        return CurrentUnitOfWork.map(
                        unitOfWork -> List.copyOf(of(unitOfWork).byStream.getOrDefault(stream, List.of())))
                .orElse(List.of());
    }

    private static StagedEvents of(UnitOfWork<?> unitOfWork) {
        return unitOfWork.root().getOrComputeResource(RESOURCE, _ -> new StagedEvents());
    }

    private List<DomainEventMessage<?>> stream(String stream) {
        return byStream.computeIfAbsent(stream, _ -> new ArrayList<>());
    }
}
