package dev.strata.platform.kafka;

import java.util.Set;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which way events take to the sync projector: straight from the log, or through Kafka. */
@Configuration(proxyBeanMethods = false)
class KafkaConfiguration {
    private static final Set<String> TRANSPORTS = Set.of("event-store", "kafka");

    KafkaConfiguration(@Value("${strata.events.transport}") String transport) {
        if (!TRANSPORTS.contains(transport)) {
            throw new IllegalArgumentException("strata.events.transport is event-store or kafka, and not " + transport);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty(name = "strata.events.transport", havingValue = "kafka")
    @EnableConfigurationProperties(KafkaSettings.class)
    static class Chosen {
        @Bean
        EventRecords eventRecords(
                @Qualifier("eventSerializer") org.axonframework.serialization.Serializer serializer,
                org.axonframework.config.Configuration axon) {
            return new EventRecords(serializer, axon);
        }

        @Bean
        TopicGuard topicGuard(KafkaSettings settings, EventRecords records, JdbcClient jdbc) {
            return new TopicGuard(settings, records, jdbc);
        }
    }
}
