package dev.strata.command.transaction;

import org.axonframework.common.lock.LockFactory;
import org.axonframework.common.lock.PessimisticLockFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Within a process, commands to one aggregate wait for each other. Not for long: a transaction of many commands may wait
 * for an aggregate, and hold a row that the command to this aggregate waits for, which neither Axon nor PostgreSQL can
 * see. So it gives up what it has, and is run again.
 */
@Configuration(proxyBeanMethods = false)
class AggregateLocks {
    private static final int ATTEMPT_MILLIS = 10;
    private static final int ATTEMPTS = 100;

    @Bean
    LockFactory aggregateLocks() {
        return PessimisticLockFactory.builder()
                .lockAttemptTimeout(ATTEMPT_MILLIS)
                .acquireAttempts(ATTEMPTS)
                .build();
    }
}
