package dev.strata.command.wrong.domain;

import org.axonframework.commandhandling.CommandHandler;

/** Breaks the rule that the domain is plain Java. */
public final class KnowsAxon {
    @CommandHandler
    void handle(String command) {}
}
