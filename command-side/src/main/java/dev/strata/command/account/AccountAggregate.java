package dev.strata.command.account;

import dev.strata.command.CommandRefused;
import dev.strata.command.account.domain.AccountCommand.ChangeAccount;
import dev.strata.command.account.domain.AccountCommand.EraseAccount;
import dev.strata.command.account.domain.AccountCommand.OpenAccount;
import dev.strata.command.account.domain.AccountCommand.StarNode;
import dev.strata.command.account.domain.AccountCommand.UnstarNode;
import dev.strata.command.node.domain.NodeRefusal;
import dev.strata.command.node.domain.Place;
import dev.strata.command.tree.Tree;
import dev.strata.kernel.account.AccountEvent;
import dev.strata.kernel.account.AccountEvent.AccountErased;
import dev.strata.kernel.account.AccountEvent.AccountOpened;
import dev.strata.kernel.account.AccountEvent.NodeStarred;
import dev.strata.kernel.account.AccountEvent.NodeUnstarred;
import dev.strata.kernel.grant.Role;
import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.NodeId;
import java.util.HashSet;
import java.util.Set;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;

/** An account's stream: that it was opened, what it starred, what was changed about it, that it was erased. */
@Aggregate(
        type = "Account",
        cache = "aggregateCache",
        lockFactory = "aggregateLocks",
        commandTargetResolver = "commandTargets")
class AccountAggregate {
    @AggregateIdentifier
    @SuppressWarnings("UnusedVariable") // Axon reads it
    private @Nullable AccountId accountId;

    private final Set<NodeId> starred = new HashSet<>();

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

    @CommandHandler
    void handle(StarNode command, Tree tree) {
        Role role = tree.find(command.nodeId(), command.accountId())
                .map(Place::role)
                .orElseThrow(() -> new CommandRefused(NodeRefusal.NODE_NOT_FOUND));
        if (role.includes(Role.VIEWER) && !starred.contains(command.nodeId())) {
            AggregateLifecycle.apply(new NodeStarred(command.accountId(), command.nodeId()));
        }
    }

    @CommandHandler
    void handle(UnstarNode command) {
        if (starred.contains(command.nodeId())) {
            AggregateLifecycle.apply(new NodeUnstarred(command.accountId(), command.nodeId()));
        }
    }

    @CommandHandler
    void handle(ChangeAccount command) {
        AggregateLifecycle.apply(command.change());
    }

    @CommandHandler
    void handle(EraseAccount command) {
        AggregateLifecycle.apply(new AccountErased(command.accountId(), command.homeSpaceId()));
    }

    @EventSourcingHandler
    void on(AccountEvent event) {
        accountId = event.accountId();
        switch (event) {
            case NodeStarred e -> starred.add(e.nodeId());
            case NodeUnstarred e -> starred.remove(e.nodeId());
            case AccountErased _ -> AggregateLifecycle.markDeleted();
            case AccountOpened _ -> {}
        }
    }
}
