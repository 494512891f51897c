package dev.strata.command.batch.web;

import dev.strata.command.transaction.CommandTransaction.Dispatch;

/** Counts what was accepted. */
final class CountedDispatch implements Dispatch {
    private final Dispatch delegate;
    private int accepted;

    CountedDispatch(Dispatch delegate) {
        this.delegate = delegate;
    }

    @Override
    @SuppressWarnings("TypeParameterUnusedInFormals") // see the interface
    public <R> R send(Object command) {
        R answer = delegate.send(command);
        accepted++;
        return answer;
    }

    int accepted() {
        return accepted;
    }
}
