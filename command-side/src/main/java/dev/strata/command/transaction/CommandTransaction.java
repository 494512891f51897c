package dev.strata.command.transaction;

import dev.strata.command.CommandRefused;
import dev.strata.command.device.DeviceGuard;
import dev.strata.command.device.DeviceGuard.TooMuchChanged;
import dev.strata.command.node.domain.NodeRefusal;
import dev.strata.platform.axon.EventMetadata;
import dev.strata.platform.web.ProblemException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.NoHandlerForCommandException;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.common.lock.LockAcquisitionFailedException;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventsourcing.IncompatibleAggregateException;
import org.axonframework.messaging.ResultMessage;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * Runs any number of commands, and what belongs to them, as one transaction: all or nothing. Whoever loses a race
 * against another transaction is run again from the start, a bounded number of times.
 */
@Component
public class CommandTransaction {
    private static final int ATTEMPTS_MAX = 12;
    private static final int PAUSE_MILLIS = 8;

    private final CommandGateway gateway;
    private final TransactionManager transactions;
    private final DeviceGuard guard;
    private final MeterRegistry meters;

    CommandTransaction(
            CommandGateway gateway, TransactionManager transactions, DeviceGuard guard, MeterRegistry meters) {
        this.gateway = gateway;
        this.transactions = transactions;
        this.guard = guard;
        this.meters = meters;
    }

    /** Sends commands within a transaction. */
    public interface Dispatch {
        /** What the command's handler answers; {@link CommandRefused} if the business says no. */
        @SuppressWarnings("TypeParameterUnusedInFormals") // the handler's answer is known by convention only
        <R> R send(Object command);
    }

    /** The answer of the work, once it is durable. */
    public <T> T run(EventMetadata metadata, Function<Dispatch, T> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return once(metadata, work);
            } catch (TooMuchChanged e) {
                run(metadata, dispatch -> {
                    dispatch.send(e.command());
                    return e.command();
                });
                throw DeviceGuard.parked(e.command().deviceId());
            } catch (ConcurrencyException
                    | LockAcquisitionFailedException
                    | ConcurrencyFailureException
                    | DataIntegrityViolationException e) {
                if (attempt == ATTEMPTS_MAX) {
                    throw new BusyException(e);
                }
                pause(attempt);
            }
        }
    }

    private <T> T once(EventMetadata metadata, Function<Dispatch, T> work) {
        var unitOfWork = DefaultUnitOfWork.startAndGet(new GenericCommandMessage<>("transaction"));
        unitOfWork.attachTransaction(transactions);
        Dispatch dispatch = dispatch(metadata);
        ResultMessage<T> result = unitOfWork.executeWithResult(() -> work.apply(dispatch));
        if (result.isExceptional()) {
            throw unchecked(result.exceptionResult());
        }
        return result.getPayload();
    }

    private Dispatch dispatch(EventMetadata metadata) {
        return new Dispatch() {
            @Override
            @SuppressWarnings("TypeParameterUnusedInFormals") // see the interface
            public <R> R send(Object command) {
                return measured(command, metadata);
            }
        };
    }

    @SuppressWarnings("TypeParameterUnusedInFormals") // see Dispatch
    private <R> R measured(Object command, EventMetadata metadata) {
        Timer.Sample sample = Timer.start(meters);
        String outcome = "failed";
        try {
            guard.admit(command, metadata);
            R answer = gateway.sendAndWait(new GenericCommandMessage<>(command, metadata.asMap()));
            outcome = "accepted";
            return answer;
        } catch (CommandRefused e) {
            outcome = "refused";
            throw e;
        } catch (AggregateNotFoundException | IncompatibleAggregateException | NoHandlerForCommandException _) {
            // The last two, of which one comes from the cache: the id is one of something else, such as a space.
            outcome = "refused";
            throw new CommandRefused(NodeRefusal.NODE_NOT_FOUND);
        } finally {
            sample.stop(Timer.builder("strata.commands")
                    .description("commands by type and outcome")
                    .tag("type", command.getClass().getSimpleName())
                    .tag("outcome", outcome)
                    .register(meters));
        }
    }

    private static RuntimeException unchecked(Throwable cause) {
        return switch (cause) {
            case RuntimeException e -> e;
            case Error e -> throw e;
            default -> new IllegalStateException("a command failed", cause);
        };
    }

    private static void pause(int attempt) {
        try {
            TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextInt(PAUSE_MILLIS * attempt) + 1L);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BusyException(e);
        }
    }

    private static final class BusyException extends ProblemException {
        BusyException(@Nullable Throwable cause) {
            super(HttpStatus.SERVICE_UNAVAILABLE, "busy", "Too many are changing the same node. Try again shortly.");
            withHeader("Retry-After", "1");
            initCause(cause);
        }
    }
}
