package dev.strata.command.tree;

import dev.strata.command.CommandRefused;
import org.springframework.dao.ConcurrencyFailureException;

/** Somebody else was faster with what was looked up: the whole transaction is run again, and sees it. */
public final class OutrunException extends ConcurrencyFailureException {
    public OutrunException(CommandRefused refused) {
        super("outrun by another transaction", refused);
    }

    public OutrunException() {
        super("outrun by another transaction");
    }
}
