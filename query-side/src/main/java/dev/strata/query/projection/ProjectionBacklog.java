package dev.strata.query.projection;

import dev.strata.platform.axon.ProjectionGroups;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.OptionalLong;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.EventTrackerStatus;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Measures how many positions of the log a projection of this process has still before it; NaN if another one runs it. */
@Component
class ProjectionBacklog implements MeterBinder {
    private final EventProcessingConfiguration processing;
    private final ProjectionGroups groups;
    private final JdbcClient jdbc;

    ProjectionBacklog(
            EventProcessingConfiguration processing,
            @Qualifier("queryProjections") ProjectionGroups groups,
            JdbcClient jdbc) {
        this.processing = processing;
        this.groups = groups;
        this.jdbc = jdbc;
    }

    @Override
    public void bindTo(MeterRegistry meters) {
        groups.names()
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
