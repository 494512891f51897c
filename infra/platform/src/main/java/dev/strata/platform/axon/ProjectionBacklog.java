package dev.strata.platform.axon;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.OptionalLong;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.EventTrackerStatus;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Measures how many positions of the log a projection of this process has still before it; NaN if another one runs it. */
@Component
class ProjectionBacklog implements MeterBinder {
    private final EventProcessingConfiguration processing;
    private final ObjectProvider<ProjectionGroups> sides;
    private final JdbcClient jdbc;

    ProjectionBacklog(
            EventProcessingConfiguration processing, ObjectProvider<ProjectionGroups> sides, JdbcClient jdbc) {
        this.processing = processing;
        this.sides = sides;
        this.jdbc = jdbc;
    }

    @Override
    public void bindTo(MeterRegistry meters) {
        sides.stream()
                .flatMap(side -> side.names().stream())
                .forEach(name -> Gauge.builder("strata.projection.behind", () -> behind(name))
                        .description("positions of the log that the projection has not come to")
                        .tag("projection", name)
                        .register(meters));
    }

    private double behind(String projection) {
        OptionalLong reached = processing.eventProcessor(projection, StreamingEventProcessor.class).stream()
                .flatMap(processor -> processor.processingStatus().values().stream())
                .map(EventTrackerStatus::getCurrentPosition)
                .flatMapToLong(OptionalLong::stream)
                .min();
        if (reached.isEmpty()) {
            return Double.NaN;
        }
        Long head = jdbc.sql("SELECT coalesce(max(global_index), -1) FROM log.event")
                .query(Long.class)
                .single();
        return Math.max(0, head - reached.getAsLong());
    }
}
