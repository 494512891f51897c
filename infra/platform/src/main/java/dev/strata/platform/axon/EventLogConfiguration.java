package dev.strata.platform.axon;

import dev.strata.platform.database.SchemaMigration;
import dev.strata.platform.database.SchemaMigrations;
import dev.strata.platform.erasure.SubjectKeys;
import javax.sql.DataSource;
import org.axonframework.common.caching.Cache;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.correlation.CorrelationDataProvider;
import org.axonframework.messaging.correlation.SimpleCorrelationDataProvider;
import org.axonframework.serialization.Serializer;
import org.axonframework.spring.jdbc.SpringDataSourceConnectionProvider;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;

/** Axon's event store in PostgreSQL, without an Axon Server. Why it is set up so: {@code docs/decisions/0001}. */
@Configuration(proxyBeanMethods = false)
class EventLogConfiguration {
    private static final long CACHED_AGGREGATES = 50_000;

    @Bean
    SchemaMigration logSchema() {
        return new SchemaMigration("log");
    }

    /** Must be here: on Spring Boot 4 Axon would silently run without transactions. */
    @Bean
    TransactionManager axonTransactionManager(PlatformTransactionManager transactions) {
        return new SpringTransactionManager(transactions);
    }

    @Bean
    ConnectionProvider axonConnections(DataSource dataSource) {
        return new SpringDataSourceConnectionProvider(dataSource);
    }

    @Bean
    EventStorageEngine eventStorageEngine(
            ConnectionProvider connections,
            TransactionManager transactions,
            @Qualifier("eventSerializer") Serializer serializer,
            org.axonframework.config.Configuration axon,
            SchemaMigrations migrated) {
        return new EventLogEngine(connections, transactions, serializer, axon.upcasterChain());
    }

    @Bean
    EventStore eventStore(EventStorageEngine engine, CommitSignal signal, ObjectProvider<CommitBroadcast> broadcast) {
        return new NotifyingEventStore(EmbeddedEventStore.builder().storageEngine(engine), () -> {
            signal.raise();
            broadcast.ifAvailable(CommitBroadcast::announce);
        });
    }

    @Bean
    EventLogSource eventLogSource(EventStorageEngine engine, CommitSignal signal, SubjectKeys keys) {
        return new EventLogSource(engine, signal, keys);
    }

    @Bean
    Cache aggregateCache() {
        return new AggregateCache(CACHED_AGGREGATES);
    }

    /** Only what {@link EventMetadata} names: each event carries it for ever. */
    @Bean
    CorrelationDataProvider eventMetadataProvider() {
        return new SimpleCorrelationDataProvider(EventMetadata.KEYS.toArray(String[]::new));
    }
}
