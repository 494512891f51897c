package dev.strata.query;

import dev.strata.kernel.account.AccountEvent.AccountErased;
import dev.strata.kernel.id.AccountId;
import dev.strata.platform.axon.EventMetadata;
import dev.strata.platform.erasure.SubjectKeys;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.GenericMessage;
import org.axonframework.messaging.MetaData;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Appends events to the log as the command side would, and counts the versions of their streams. */
final class EventLog {
    private final EventStore store;
    private final EventStorageEngine engine;
    private final Duration age;
    private final Map<String, Long> versions = new ConcurrentHashMap<>();

    private EventLog(EventStore store, EventStorageEngine engine, Duration age) {
        this.store = store;
        this.engine = engine;
        this.age = age;
    }

    static EventLog of(RunningQuerySide side) {
        return of(side, Duration.ZERO);
    }

    /** The same for events that happened some time ago. */
    static EventLog of(RunningQuerySide side, Duration age) {
        return new EventLog(side.bean(EventStore.class), side.bean(EventStorageEngine.class), age);
    }

    void append(AccountId actor, Object stream, Object event) {
        store.publish(List.of(next(actor, stream, event)));
    }

    /** In one transaction. */
    void appendAll(List<? extends DomainEventMessage<?>> events) {
        store.publish(events);
    }

    /** An append whose transaction is given up: the position that it took stays empty. */
    void appendAndRollBack(PlatformTransactionManager transactions, AccountId actor, Object stream, Object event) {
        DomainEventMessage<?> message = next(actor, stream, event);
        versions.merge(stream.toString(), -1L, Long::sum);
        new TransactionTemplate(transactions).executeWithoutResult(transaction -> {
            engine.appendEvents(message);
            transaction.setRollbackOnly();
        });
    }

    /** An append whose transaction is committed after other things have happened. */
    void appendLate(
            PlatformTransactionManager transactions, AccountId actor, Object stream, Object event, Runnable before) {
        DomainEventMessage<?> message = next(actor, stream, event);
        new TransactionTemplate(transactions).executeWithoutResult(_ -> {
            engine.appendEvents(message);
            before.run();
        });
    }

    /** The end of an account, as the command side brings it about. */
    void erase(Person person, SubjectKeys keys, PlatformTransactionManager transactions) {
        AccountErased event = new AccountErased(person.account(), person.space());
        DomainEventMessage<?> last = next(person.account(), person.account(), event);
        MetaData metaData = MetaData.from(
                EventMetadata.of(last.getMetaData()).withoutAddress().asMap());
        new TransactionTemplate(transactions).executeWithoutResult(_ -> {
            keys.destroy(person.account().value());
            keys.destroy(person.space().value());
            store.publish(List.of(last.withMetaData(metaData)));
        });
    }

    DomainEventMessage<?> next(AccountId actor, Object stream, Object event) {
        long version = versions.merge(stream.toString(), 1L, Long::sum);
        String type = event.getClass().getEnclosingClass().getSimpleName().replace("Event", "");
        Map<String, ?> metadata = new EventMetadata(actor, null, "192.0.2.1", "0".repeat(32)).asMap();
        return new GenericDomainEventMessage<>(
                type,
                stream.toString(),
                version - 1,
                new GenericMessage<>(event, metadata),
                Instant.now().minus(age));
    }

    long version(Object stream) {
        return versions.get(stream.toString());
    }
}
