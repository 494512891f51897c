package dev.strata.command.relay;

import dev.strata.platform.kafka.EventRelay;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** This side relays. That it cannot is said in its health, and does not make it unready: it takes commands. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "strata.events.transport", havingValue = "kafka")
@Import(EventRelay.class)
class RelayConfiguration {
    @Bean
    HealthIndicator relayHealthIndicator(EventRelay relay) {
        return relay::health;
    }
}
