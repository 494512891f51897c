package dev.strata.client.cli;

/** A command that cannot do what it was asked for; the message is for the person who asked. */
final class CommandRefused extends RuntimeException {
    CommandRefused(String message) {
        super(message);
    }
}
