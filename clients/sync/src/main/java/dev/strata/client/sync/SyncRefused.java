package dev.strata.client.sync;

/** The folder cannot be kept in sync as asked; the message says to people what to do. */
public final class SyncRefused extends RuntimeException {
    SyncRefused(String message) {
        super(message);
    }
}
