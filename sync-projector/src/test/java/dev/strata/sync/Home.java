package dev.strata.sync;

import dev.strata.kernel.account.AccountChange.AccessAsked;
import dev.strata.kernel.account.AccountChange.ProfileChanged;
import dev.strata.kernel.account.AccountChange.QuotaReached;
import dev.strata.kernel.account.AccountEvent.AccountErased;
import dev.strata.kernel.account.AccountEvent.AccountOpened;
import dev.strata.kernel.comment.CommentEvent.CommentAdded;
import dev.strata.kernel.comment.CommentEvent.CommentEdited;
import dev.strata.kernel.comment.CommentEvent.CommentRemoved;
import dev.strata.kernel.content.ManifestId;
import dev.strata.kernel.device.DeviceEvent.DeviceParked;
import dev.strata.kernel.device.DeviceEvent.DeviceRegistered;
import dev.strata.kernel.device.DeviceEvent.DeviceReleased;
import dev.strata.kernel.device.DeviceEvent.DeviceRevoked;
import dev.strata.kernel.grant.GrantEvent.AccessGranted;
import dev.strata.kernel.grant.GrantEvent.AccessRevoked;
import dev.strata.kernel.grant.GrantEvent.RoleChanged;
import dev.strata.kernel.grant.GrantEvent.ShareHidden;
import dev.strata.kernel.grant.GrantEvent.ShareShown;
import dev.strata.kernel.group.GroupEvent.GroupCreated;
import dev.strata.kernel.group.GroupEvent.GroupDeleted;
import dev.strata.kernel.group.GroupEvent.MemberAdded;
import dev.strata.kernel.group.GroupEvent.MemberRemoved;
import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.CommentId;
import dev.strata.kernel.id.DeviceId;
import dev.strata.kernel.id.GrantId;
import dev.strata.kernel.id.GroupId;
import dev.strata.kernel.id.LinkId;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.id.SpaceId;
import dev.strata.kernel.link.LinkEvent.LinkOpened;
import dev.strata.kernel.link.LinkEvent.LinkRevoked;
import dev.strata.kernel.node.FileContent;
import dev.strata.kernel.node.NodeEvent;
import dev.strata.kernel.node.NodeEvent.FileCreated;
import dev.strata.kernel.node.NodeEvent.FolderCreated;
import dev.strata.kernel.node.NodeEvent.NodeMoved;
import dev.strata.kernel.node.NodeEvent.NodePurged;
import dev.strata.kernel.node.NodeEvent.NodeRenamed;
import dev.strata.kernel.node.NodeEvent.NodeTrashed;
import dev.strata.kernel.node.NodeEvent.NodeUntrashed;
import dev.strata.kernel.node.NodeEvent.VersionAdded;
import dev.strata.platform.axon.EventMetadata;
import dev.strata.platform.erasure.SubjectKeys;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.Message;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.jspecify.annotations.Nullable;

/** An account with its home space, and a pen to write its events into the log, each in a transaction of its own. */
public final class Home {
    public static final Instant MODIFIED = Instant.parse("2026-01-02T03:04:05Z");

    private static final Map<String, Long> NEXT = new ConcurrentHashMap<>();

    public final AccountId account = AccountId.random();
    public final SpaceId space = SpaceId.random();
    public final NodeId root = NodeId.random();

    private final EventStore log;
    private final TransactionManager transactions;
    private @Nullable DeviceId device;

    Home(EventStore log, TransactionManager transactions) {
        this.log = log;
        this.transactions = transactions;
        append("Account", account, new AccountOpened(account, "login-" + account, null, null, space, root));
        append(new FolderCreated(root, space, 1L, null, ""));
    }

    /** What follows is done by this device. */
    public Home by(@Nullable DeviceId device) {
        this.device = device;
        return this;
    }

    public NodeId folder(NodeId parent, String name) {
        NodeId id = NodeId.random();
        append(new FolderCreated(id, space, 2L, parent, name));
        return id;
    }

    public NodeId file(NodeId parent, String name, long size) {
        NodeId id = NodeId.random();
        append(new FileCreated(id, space, 3L, parent, name, content(size)));
        return id;
    }

    public static FileContent content(long size) {
        return new FileContent(ManifestId.of("a".repeat(64)), size, "b".repeat(64), true, "text/plain", MODIFIED);
    }

    public void upload(NodeId file, int version, long size) {
        append(new VersionAdded(file, space, version, content(size)));
    }

    public void rename(NodeId node, String name) {
        append(new NodeRenamed(node, space, "before", name));
    }

    public void move(NodeId node, NodeId to, String name) {
        append(new NodeMoved(node, space, root, to, "before", name));
    }

    public void trash(NodeId node) {
        append(new NodeTrashed(node, space, root, "before"));
    }

    public void untrash(NodeId node, NodeId to, String name) {
        append(new NodeUntrashed(node, space, to, name));
    }

    public void purge(NodeId node) {
        append(new NodePurged(node, space, "requested"));
    }

    public GrantId share(NodeId node, AccountId with, String role) {
        GrantId id = GrantId.random();
        append("Grant", id, new AccessGranted(id, node, space, with, role, null));
        return id;
    }

    public void changeRole(GrantId grant, NodeId node, AccountId with, String role) {
        append("Grant", grant, new RoleChanged(grant, node, space, with, "viewer", role, null));
    }

    public void unshare(GrantId grant, NodeId node, AccountId with) {
        append("Grant", grant, new AccessRevoked(grant, node, space, with));
    }

    public GrantId share(NodeId node, AccountId with, String role, Instant expiresAt) {
        GrantId id = GrantId.random();
        append("Grant", id, new AccessGranted(id, node, space, with, role, expiresAt));
        return id;
    }

    public void hide(GrantId grant, NodeId node, AccountId group, AccountId member) {
        append("Grant", grant, new ShareHidden(grant, node, space, group, member));
    }

    public void show(GrantId grant, NodeId node, AccountId group, AccountId member) {
        append("Grant", grant, new ShareShown(grant, node, space, group, member));
    }

    /** Makes a group; its id as a grant names it. */
    public AccountId group() {
        GroupId id = GroupId.random();
        append("Group", id, new GroupCreated(id, "group"));
        return new AccountId(id.value());
    }

    public void join(AccountId group, AccountId member) {
        GroupId id = new GroupId(group.value());
        append("Group", id, new MemberAdded(id, member, false));
    }

    public void leave(AccountId group, AccountId member) {
        GroupId id = new GroupId(group.value());
        append("Group", id, new MemberRemoved(id, member));
    }

    public void deleteGroup(AccountId group) {
        GroupId id = new GroupId(group.value());
        append("Group", id, new GroupDeleted(id));
    }

    public DeviceId register(String name) {
        DeviceId id = DeviceId.random();
        append("Device", id, new DeviceRegistered(id, account, name, "linux"));
        return id;
    }

    public void park(DeviceId id, int nodes, Instant since) {
        append("Device", id, new DeviceParked(id, account, space, nodes, since));
    }

    public void release(DeviceId id) {
        append("Device", id, new DeviceReleased(id, account));
    }

    public void revoke(DeviceId id) {
        append("Device", id, new DeviceRevoked(id, account));
    }

    /** Ends the account, as the command side does. */
    public void erase(SubjectKeys keys) {
        commit(() -> {
            keys.destroy(account.value());
            keys.destroy(space.value());
            write(
                    "Account",
                    account,
                    new AccountErased(account, space),
                    new EventMetadata(account, device, null, "test"));
        });
    }

    /** What a command commits that did not notice the end of the account. */
    public void appendLate(NodeEvent event) {
        commit(() -> write("Node", event.nodeId(), event, new EventMetadata(account, device, null, "test")));
    }

    public void append(NodeEvent event) {
        append("Node", event.nodeId(), event);
    }

    public void profile(String displayName, String email) {
        append("Account", account, new ProfileChanged(account, displayName, email));
    }

    public void quotaReached(int percent) {
        append("Account", account, new QuotaReached(account, space, percent, 10_000_000L, percent * 100_000L));
    }

    public void askedBy(AccountId who, NodeId node, String role) {
        append("Account", account, new AccessAsked(account, node, space, who, role));
    }

    /** Says something about a node, be it in this home or not. */
    public CommentId comment(NodeId node, SpaceId in, List<AccountId> mentions) {
        CommentId id = CommentId.random();
        append("Comment", id, new CommentAdded(id, node, in, account, "well done", mentions));
        return id;
    }

    public void editComment(CommentId id, NodeId node, SpaceId in, List<AccountId> mentions) {
        append("Comment", id, new CommentEdited(id, node, in, account, "very well done", mentions));
    }

    public void removeComment(CommentId id, NodeId node, SpaceId in) {
        append("Comment", id, new CommentRemoved(id, node, in, account));
    }

    public void useLink(NodeId node) {
        LinkId link = LinkId.random();
        append("Link", link, new LinkOpened(link, node, space, account));
    }

    /** What happens to a node and is nothing for devices: a link, a comment. */
    public void linkAndComment(NodeId node) {
        LinkId link = LinkId.random();
        append("Link", link, new LinkRevoked(link, node, space, account));
        CommentId comment = CommentId.random();
        append("Comment", comment, new CommentRemoved(comment, node, space, account));
    }

    private void append(String type, Object stream, Object payload) {
        commit(() -> write(type, stream, payload));
    }

    /** Does all this in one unit of work, as a command would. */
    public void commit(Runnable writing) {
        DefaultUnitOfWork<Message<?>> work = DefaultUnitOfWork.startAndGet(null);
        work.attachTransaction(transactions);
        work.execute(writing);
    }

    /** Within {@link #commit}. */
    public void write(String type, Object stream, Object payload) {
        write(type, stream, payload, new EventMetadata(account, device, "127.0.0.1", "test"));
    }

    private void write(String type, Object stream, Object payload, EventMetadata metadata) {
        long sequence = NEXT.merge(stream.toString(), 1L, Long::sum) - 1;
        log.publish(new GenericDomainEventMessage<>(type, stream.toString(), sequence, payload, metadata.asMap()));
    }
}
