package dev.strata.command.transaction;

import dev.strata.command.account.domain.AccountCommand;
import dev.strata.command.comment.domain.CommentCommand;
import dev.strata.command.device.domain.DeviceCommand;
import dev.strata.command.grant.domain.GrantCommand;
import dev.strata.command.group.domain.GroupCommand;
import dev.strata.command.link.domain.LinkCommand;
import dev.strata.command.node.domain.NodeCommand;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.modelling.command.CommandTargetResolver;
import org.axonframework.modelling.command.VersionedAggregateIdentifier;
import org.springframework.stereotype.Component;

/** Says which stream a command is for, so that commands need no annotation of Axon's. */
@Component("commandTargets")
class CommandTargets implements CommandTargetResolver {
    @Override
    public VersionedAggregateIdentifier resolveTarget(CommandMessage<?> message) {
        Object target = switch (message.getPayload()) {
            case NodeCommand c -> c.nodeId();
            case GrantCommand c -> c.grantId();
            case GroupCommand c -> c.groupId();
            case DeviceCommand c -> c.deviceId();
            case LinkCommand c -> c.linkId();
            case CommentCommand c -> c.commentId();
            case AccountCommand c -> c.accountId();
            default -> throw new IllegalStateException("no stream for " + message.getPayloadType());
        };
        return new VersionedAggregateIdentifier(target, null);
    }
}
