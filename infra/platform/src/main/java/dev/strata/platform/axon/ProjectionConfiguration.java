package dev.strata.platform.axon;

import java.time.Duration;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.config.EventProcessingConfigurer;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.TokenSchema;
import org.axonframework.messaging.StreamableMessageSource;
import org.axonframework.serialization.Serializer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Configuration;

/**
 * How every projection runs: a pooled streaming processor with one segment, so that it sees events in the order of the
 * log; the token in the transaction of the rows; a failing event is tried again and never skipped.
 *
 * <p>Token table, in each schema: {@code token_entry (processor_name text, segment int, token bytea, token_type text,
 * time_stamp text, owner text, primary key (processor_name, segment))}.
 */
@Configuration(proxyBeanMethods = false)
class ProjectionConfiguration {
    private static final int BATCH_SIZE = 500;

    /** How long another process waits before it takes over the work of one that died. */
    private static final Duration CLAIM_TIMEOUT = Duration.ofSeconds(10);

    @Autowired
    void configure(
            EventProcessingConfigurer processing,
            EventLogSource source,
            ConnectionProvider connections,
            Serializer serializer,
            ProjectionLag lag,
            ObjectProvider<ProjectionGroups> groups) {
        processing.usingPooledStreamingEventProcessors();
        processing.configureDefaultStreamableMessageSource(_ -> source);
        processing.registerDefaultListenerInvocationErrorHandler(_ -> PropagatingErrorHandler.instance());
        processing.registerDefaultErrorHandler(_ -> PropagatingErrorHandler.instance());
        processing.registerDefaultHandlerInterceptor((_, name) -> lag.measure(name));
        processing.registerPooledStreamingEventProcessorConfiguration((_, builder) -> builder.batchSize(BATCH_SIZE)
                .initialSegmentCount(1)
                .initialToken(StreamableMessageSource::createTailToken)
                .tokenClaimInterval(1_000)
                .claimExtensionThreshold(CLAIM_TIMEOUT.toMillis() / 4));
        for (ProjectionGroups side : groups.stream().toList()) {
            TokenStore tokens = tokenStore(side.schema(), connections, serializer);
            side.names().forEach(name -> {
                processing.registerTokenStore(name, _ -> tokens);
                Follower follower = new Follower();
                processing.registerEventHandler(_ -> follower);
                processing.assignHandlerInstancesMatching(name, handler -> handler == follower);
            });
        }
    }

    private static TokenStore tokenStore(String schema, ConnectionProvider connections, Serializer serializer) {
        return JdbcTokenStore.builder()
                .connectionProvider(connections)
                .serializer(serializer)
                .contentType(byte[].class)
                .claimTimeout(CLAIM_TIMEOUT)
                .schema(TokenSchema.builder()
                        .setTokenTable(schema + ".token_entry")
                        .setProcessorNameColumn("processor_name")
                        .setSegmentColumn("segment")
                        .setTokenColumn("token")
                        .setTokenTypeColumn("token_type")
                        .setTimestampColumn("time_stamp")
                        .setOwnerColumn("owner")
                        .build())
                .build();
    }
}
