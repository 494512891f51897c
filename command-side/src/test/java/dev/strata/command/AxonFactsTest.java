package dev.strata.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.junit.jupiter.api.Test;

/** What Axon gets wrong by default on this base, and must not. */
class AxonFactsTest {
    private final CommandSideProcess process = CommandSideProcess.shared();

    @Test
    void commandsRunInRealTransactions() {
        assertThat(process.bean(TransactionManager.class)).isInstanceOf(SpringTransactionManager.class);
    }

    @Test
    void aDuplicateIsToldApartFromAFailure() {
        EventStorageEngine engine = process.bean(EventStorageEngine.class);
        String stream = UUID.randomUUID().toString();
        engine.appendEvents(new GenericDomainEventMessage<>("Test", stream, 0, "first"));
        assertThatThrownBy(() -> engine.appendEvents(new GenericDomainEventMessage<>("Test", stream, 0, "again")))
                .isInstanceOf(AggregateStreamCreationException.class);
        engine.appendEvents(new GenericDomainEventMessage<>("Test", stream, 1, "second"));
        assertThatThrownBy(() -> engine.appendEvents(new GenericDomainEventMessage<>("Test", stream, 1, "again")))
                .isInstanceOf(ConcurrencyException.class);
    }
}
