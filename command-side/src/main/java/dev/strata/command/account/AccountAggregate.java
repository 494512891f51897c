package dev.strata.command.account;

import dev.strata.command.account.domain.OpenAccount;
import dev.strata.kernel.account.AccountEvent;
import dev.strata.kernel.account.AccountEvent.AccountOpened;
import dev.strata.kernel.id.AccountId;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;

/** An account's stream. Its one command always succeeds, so there is nothing to decide yet. */
@Aggregate(type = "Account", cache = "aggregateCache", commandTargetResolver = "commandTargets")
class AccountAggregate {
    @AggregateIdentifier
    @SuppressWarnings("UnusedVariable") // Axon reads it
    private @Nullable AccountId accountId;

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.ALWAYS)
    void handle(OpenAccount command) {
        AggregateLifecycle.apply(new AccountOpened(
                command.accountId(),
                command.login().value(),
                command.displayName(),
                command.email(),
                command.homeSpaceId(),
                command.rootFolderId()));
    }

    @EventSourcingHandler
    void on(AccountEvent event) {
        accountId = event.accountId();
    }
}
