package dev.strata.query.projection;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.ResetHandler;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A projection that writes once for each batch of events, in the transaction of the batch and of its token. Handlers
 * hand what they are given to {@link #collect}; replaying a million events row by row would take minutes.
 *
 * <p>An event that it cannot take for good becomes a dead letter, and later events of its stream wait behind it; all
 * other streams go on. The same class builds a shadow of itself in another schema, see {@link #to}.
 */
public abstract class BatchedProjection {
    private final JdbcClient jdbc;
    private final Target target;
    private final List<String> tables;
    private final Log log;
    private final DeadLetters deadLetters;

    /** @param tables all that it writes to, and nothing else does */
    @SuppressWarnings("MissingSummary") // the class says it
    protected BatchedProjection(JdbcClient jdbc, Target target, String... tables) {
        this.jdbc = jdbc;
        this.target = target;
        this.tables = List.of(tables);
        this.log = new Log(jdbc, target);
        this.deadLetters = new DeadLetters(jdbc, target);
    }

    /** Takes the events of a batch, in the order of the log. Any of them may come again. */
    protected abstract void apply(List<Happened> batch);

    /** The same projection, writing somewhere else. */
    public abstract BatchedProjection to(Target other);

    /** That of its processor. */
    public final String name() {
        ProcessingGroup group = getClass().getAnnotation(ProcessingGroup.class);
        if (group == null) {
            throw new IllegalStateException(getClass() + " has no processing group");
        }
        return group.value();
    }

    public final List<String> tables() {
        return tables;
    }

    /** A statement with the schema in place of <code>{schema}</code>. */
    protected final String in(String statement) {
        return target.sql(statement);
    }

    /** Leaves the event unread: one that cannot be read must not stop the others. */
    protected final void collect(DomainEventMessage<?> message) {
        UnitOfWork<?> batch = CurrentUnitOfWork.get();
        batch.<List<DomainEventMessage<?>>>getOrComputeResource(getClass().getName(), _ -> {
                    List<DomainEventMessage<?>> messages = new ArrayList<>();
                    batch.onPrepareCommit(_ -> store(messages));
                    return messages;
                })
                .add(message);
    }

    private void store(List<DomainEventMessage<?>> messages) {
        lock();
        List<Located> events = log.locate(name(), messages);
        if (events.stream().anyMatch(Located::parked) || attempt(events) != null) {
            storeOneByOne(events);
        }
    }

    /**
     * Has the projection to this transaction alone until it ends. What is written, the token that is stored with it and
     * the tables themselves change together for everybody who takes this lock first.
     */
    public final void lock() {
        jdbc.sql("SELECT pg_advisory_xact_lock(hashtext('projection'), hashtext(?))")
                .param(target.schema() + "." + name())
                .query((_, _) -> true)
                .single();
    }

    private void storeOneByOne(List<Located> events) {
        Set<String> parked = new HashSet<>();
        for (Located event : events) {
            if (event.parked() || parked.contains(event.stream())) {
                deadLetters.park(name(), event, null);
            } else {
                RuntimeException failure = attempt(List.of(event));
                if (failure != null) {
                    deadLetters.park(name(), event, failure);
                    parked.add(event.stream());
                }
            }
        }
    }

    /** All of the events or none; answers why not. Fails itself if that is no matter of these events. */
    private @Nullable RuntimeException attempt(List<Located> events) {
        jdbc.sql("SAVEPOINT attempt").update();
        try {
            apply(events.stream().map(Located::happened).toList());
            if (events.stream().anyMatch(Located::isErasure)) {
                forgetStatistics();
            }
            jdbc.sql("RELEASE SAVEPOINT attempt").update();
            return null;
        } catch (RuntimeException e) {
            if (!isOfTheEvents(e)) {
                throw e;
            }
            jdbc.sql("ROLLBACK TO SAVEPOINT attempt").update();
            jdbc.sql("RELEASE SAVEPOINT attempt").update();
            return e;
        }
    }

    /**
     * Has PostgreSQL look at the tables again: what it knows of how common values are holds some of them, which would
     * outlive the rows.
     */
    private void forgetStatistics() {
        tables.forEach(table -> jdbc.sql(in("ANALYZE {schema}." + table)).update());
    }

    /** A table that is missing, or a connection that was lost, would fail any event: such a batch is tried again. */
    private static boolean isOfTheEvents(RuntimeException failure) {
        return !(failure instanceof DataAccessException) || failure instanceof DataIntegrityViolationException;
    }

    /**
     * Takes the dead letters of a stream in their order, in the transaction at hand, up to one that fails again.
     *
     * @param messages the stream from its oldest dead letter on
     * @return how many could be taken
     */
    public final int retry(String stream, List<DomainEventMessage<?>> messages) {
        lock();
        Set<Long> waiting = deadLetters.sequenceNumbers(name(), stream);
        int taken = 0;
        for (Located event : log.locate(name(), messages)) {
            if (waiting.contains(event.message().getSequenceNumber())) {
                RuntimeException failure = attempt(List.of(event));
                if (failure != null) {
                    deadLetters.failedAgain(name(), event, failure);
                    return taken;
                }
                deadLetters.remove(name(), event);
                taken++;
            }
        }
        return taken;
    }

    @ResetHandler
    final void reset() {
        tables.forEach(
                table -> jdbc.sql("TRUNCATE " + target.schema() + "." + table).update());
        deadLetters.clear(name());
    }
}
