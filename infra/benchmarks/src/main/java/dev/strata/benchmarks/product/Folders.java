package dev.strata.benchmarks.product;

import dev.strata.command.node.domain.NodeCommand;
import dev.strata.command.node.domain.NodeCommand.CreateFolder;
import dev.strata.command.node.domain.NodeCommand.RenameNode;
import dev.strata.command.transaction.CommandTransaction;
import dev.strata.command.tree.NodeNumbers;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.node.NodeName;
import dev.strata.platform.axon.EventMetadata;

/** Sends commands where the controllers send them: with every rule, each in a durable transaction of its own. */
public final class Folders {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

    private final CommandTransaction transaction;
    private final NodeNumbers numbers;
    private final User user;
    private final EventMetadata metadata;

    public Folders(Application commandSide, User user) {
        this.transaction = commandSide.bean(CommandTransaction.class);
        this.numbers = commandSide.bean(NodeNumbers.class);
        this.user = user;
        this.metadata = new EventMetadata(user.account(), null, "127.0.0.1", TRACE);
    }

    public NodeId create(NodeId parent, String name) {
        NodeId id = NodeId.random();
        send(new CreateFolder(id, user.account(), parent, new NodeName(name), numbers.next()));
        return id;
    }

    public void rename(NodeId folder, String name) {
        send(new RenameNode(folder, user.account(), new NodeName(name), null));
    }

    private void send(NodeCommand command) {
        transaction.run(metadata, dispatch -> dispatch.<Object>send(command));
    }
}
