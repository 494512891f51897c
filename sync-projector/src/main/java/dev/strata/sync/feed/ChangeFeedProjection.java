package dev.strata.sync.feed;

import dev.strata.kernel.account.AccountChange;
import dev.strata.kernel.account.AccountEvent;
import dev.strata.kernel.account.AccountEvent.AccountErased;
import dev.strata.kernel.account.AccountEvent.AccountOpened;
import dev.strata.kernel.account.AccountEvent.NodeStarred;
import dev.strata.kernel.account.AccountEvent.NodeUnstarred;
import dev.strata.kernel.comment.CommentEvent;
import dev.strata.kernel.device.DeviceEvent;
import dev.strata.kernel.grant.GrantEvent;
import dev.strata.kernel.group.GroupEvent;
import dev.strata.kernel.link.LinkEvent;
import dev.strata.kernel.node.NodeEvent;
import dev.strata.sync.transport.CommittedEvent;
import dev.strata.sync.transport.EventReceiver;
import org.springframework.stereotype.Component;

/**
 * Keeps {@code sync.space} and {@code sync.record}: folds events into one record per node and space. Safe to replay. A space
 * is always locked before what is in it.
 */
@Component
class ChangeFeedProjection implements EventReceiver {
    private final SpaceSequence spaces;
    private final NodeRecords nodes;
    private final SharingRecords sharing;
    private final GroupMembers groups;

    ChangeFeedProjection(SpaceSequence spaces, NodeRecords nodes, SharingRecords sharing, GroupMembers groups) {
        this.spaces = spaces;
        this.nodes = nodes;
        this.sharing = sharing;
        this.groups = groups;
    }

    @Override
    public void receive(CommittedEvent event) {
        switch (event.payload()) {
            case NodeEvent node -> nodes.apply(node, event);
            case GrantEvent grant -> sharing.apply(grant, event);
            case AccountEvent account -> apply(account);
            case GroupEvent group -> groups.apply(group, event);
            case AccountChange _, DeviceEvent _, LinkEvent _, CommentEvent _ -> {}
            default ->
                throw new IllegalStateException("an event that the feed does not know: "
                        + event.payload().getClass());
        }
    }

    private void apply(AccountEvent event) {
        switch (event) {
            case AccountOpened e -> spaces.open(e.homeSpaceId(), e.accountId());
            case AccountErased e -> {
                spaces.erase(e.homeSpaceId());
                nodes.erase(e.homeSpaceId());
                sharing.erase(e.homeSpaceId());
            }
            case NodeStarred _, NodeUnstarred _ -> {}
        }
    }

    @Override
    public void restart() {
        spaces.restart();
        nodes.clear();
        sharing.clear();
        groups.clear();
    }
}
