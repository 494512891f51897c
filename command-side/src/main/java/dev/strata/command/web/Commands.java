package dev.strata.command.web;

import dev.strata.command.transaction.CommandTransaction;
import dev.strata.kernel.id.AccountId;
import dev.strata.platform.axon.EventMetadata;
import dev.strata.platform.web.Caller;
import jakarta.servlet.http.HttpServletRequest;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/**
 * How controllers send commands: in one transaction, and for a POST with an {@code Idempotency-Key} exactly once, with
 * the first answer for every repetition.
 */
@Component
public class Commands {
    private static final AccountId NOBODY = new AccountId(new UUID(0, 0));

    private final CommandTransaction transaction;
    private final IdempotencyKeys keys;

    Commands(CommandTransaction transaction, IdempotencyKeys keys) {
        this.transaction = transaction;
        this.keys = keys;
    }

    public ResponseEntity<?> run(
            Caller caller, HttpServletRequest request, Function<CommandTransaction.Dispatch, ResponseEntity<?>> work) {
        return run(caller.account(), caller.metadata(), request, work);
    }

    /** The same for somebody who has not signed in. */
    public ResponseEntity<?> runAnonymous(
            EventMetadata metadata,
            HttpServletRequest request,
            Function<CommandTransaction.Dispatch, ResponseEntity<?>> work) {
        return run(NOBODY, metadata, request, work);
    }

    /** The same with metadata of its own. */
    public ResponseEntity<?> run(
            AccountId account,
            EventMetadata metadata,
            HttpServletRequest request,
            Function<CommandTransaction.Dispatch, ResponseEntity<?>> work) {
        IdempotencyKeys.@Nullable Key key = keys.of(account, request);
        if (key == null) {
            return transaction.run(metadata, work);
        }
        return transaction.run(
                metadata, dispatch -> keys.claim(key).orElseGet(() -> keys.keep(key, work.apply(dispatch))));
    }
}
