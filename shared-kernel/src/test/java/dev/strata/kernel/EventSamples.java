package dev.strata.kernel;

import dev.strata.kernel.account.AccountChange;
import dev.strata.kernel.account.AccountChange.AccessAsked;
import dev.strata.kernel.account.AccountChange.AccountDisabled;
import dev.strata.kernel.account.AccountChange.AccountEnabled;
import dev.strata.kernel.account.AccountChange.AccountRoleChanged;
import dev.strata.kernel.account.AccountChange.AccountSignedOut;
import dev.strata.kernel.account.AccountChange.InvitationMade;
import dev.strata.kernel.account.AccountChange.InvitationWithdrawn;
import dev.strata.kernel.account.AccountChange.ProfileChanged;
import dev.strata.kernel.account.AccountChange.QuotaChanged;
import dev.strata.kernel.account.AccountChange.QuotaReached;
import dev.strata.kernel.account.AccountChange.SecondFactorRemoved;
import dev.strata.kernel.account.AccountEvent;
import dev.strata.kernel.account.AccountEvent.AccountErased;
import dev.strata.kernel.account.AccountEvent.AccountOpened;
import dev.strata.kernel.account.AccountEvent.NodeStarred;
import dev.strata.kernel.account.AccountEvent.NodeUnstarred;
import dev.strata.kernel.comment.CommentEvent;
import dev.strata.kernel.comment.CommentEvent.CommentAdded;
import dev.strata.kernel.comment.CommentEvent.CommentEdited;
import dev.strata.kernel.comment.CommentEvent.CommentRemoved;
import dev.strata.kernel.content.ManifestId;
import dev.strata.kernel.device.DeviceEvent;
import dev.strata.kernel.device.DeviceEvent.DeviceParked;
import dev.strata.kernel.device.DeviceEvent.DeviceRegistered;
import dev.strata.kernel.device.DeviceEvent.DeviceReleased;
import dev.strata.kernel.device.DeviceEvent.DeviceRenamed;
import dev.strata.kernel.device.DeviceEvent.DeviceRevoked;
import dev.strata.kernel.device.DeviceEvent.DeviceWipeOrdered;
import dev.strata.kernel.grant.GrantEvent;
import dev.strata.kernel.grant.GrantEvent.AccessGranted;
import dev.strata.kernel.grant.GrantEvent.AccessRevoked;
import dev.strata.kernel.grant.GrantEvent.RoleChanged;
import dev.strata.kernel.grant.GrantEvent.ShareHidden;
import dev.strata.kernel.grant.GrantEvent.ShareShown;
import dev.strata.kernel.group.GroupEvent;
import dev.strata.kernel.group.GroupEvent.GroupCreated;
import dev.strata.kernel.group.GroupEvent.GroupDeleted;
import dev.strata.kernel.group.GroupEvent.GroupRenamed;
import dev.strata.kernel.group.GroupEvent.MemberAdded;
import dev.strata.kernel.group.GroupEvent.MemberChanged;
import dev.strata.kernel.group.GroupEvent.MemberRemoved;
import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.CommentId;
import dev.strata.kernel.id.DeviceId;
import dev.strata.kernel.id.GrantId;
import dev.strata.kernel.id.GroupId;
import dev.strata.kernel.id.LinkId;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.id.SpaceId;
import dev.strata.kernel.link.LinkEvent;
import dev.strata.kernel.link.LinkEvent.LinkChanged;
import dev.strata.kernel.link.LinkEvent.LinkCreated;
import dev.strata.kernel.link.LinkEvent.LinkOpened;
import dev.strata.kernel.link.LinkEvent.LinkRevoked;
import dev.strata.kernel.link.LinkEvent.LinkUsedUp;
import dev.strata.kernel.node.FileContent;
import dev.strata.kernel.node.NodeEvent;
import dev.strata.kernel.node.NodeEvent.ConflictRecorded;
import dev.strata.kernel.node.NodeEvent.ConflictResolved;
import dev.strata.kernel.node.NodeEvent.DescriptionChanged;
import dev.strata.kernel.node.NodeEvent.FileCreated;
import dev.strata.kernel.node.NodeEvent.FolderCreated;
import dev.strata.kernel.node.NodeEvent.HoldLifted;
import dev.strata.kernel.node.NodeEvent.HoldPlaced;
import dev.strata.kernel.node.NodeEvent.ModifiedTimeSet;
import dev.strata.kernel.node.NodeEvent.NodeCopied;
import dev.strata.kernel.node.NodeEvent.NodeLocked;
import dev.strata.kernel.node.NodeEvent.NodeMoved;
import dev.strata.kernel.node.NodeEvent.NodePurged;
import dev.strata.kernel.node.NodeEvent.NodeRenamed;
import dev.strata.kernel.node.NodeEvent.NodeTagged;
import dev.strata.kernel.node.NodeEvent.NodeTrashed;
import dev.strata.kernel.node.NodeEvent.NodeUnlocked;
import dev.strata.kernel.node.NodeEvent.NodeUntagged;
import dev.strata.kernel.node.NodeEvent.NodeUntrashed;
import dev.strata.kernel.node.NodeEvent.RetentionSet;
import dev.strata.kernel.node.NodeEvent.VersionAdded;
import dev.strata.kernel.node.NodeEvent.VersionRestored;
import dev.strata.kernel.node.NodeEvent.VersionsPruned;
import dev.strata.kernel.node.Retention;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** One of each event that the store can hold, with fixed values. */
final class EventSamples {
    private static final NodeId NODE = NodeId.of("01990000-0000-7000-8000-000000000001");
    private static final NodeId PARENT = NodeId.of("01990000-0000-7000-8000-000000000002");
    private static final NodeId TARGET = NodeId.of("01990000-0000-7000-8000-000000000003");
    private static final SpaceId SPACE = SpaceId.of("01990000-0000-7000-8000-000000000004");
    private static final GrantId GRANT = GrantId.of("01990000-0000-7000-8000-000000000005");
    private static final AccountId ACCOUNT = AccountId.of("01990000-0000-7000-8000-000000000006");
    private static final DeviceId DEVICE = DeviceId.of("01990000-0000-7000-8000-000000000007");
    private static final GroupId GROUP = GroupId.of("01990000-0000-7000-8000-000000000008");
    private static final AccountId MEMBER = AccountId.of("01990000-0000-7000-8000-000000000009");
    private static final LinkId LINK = LinkId.of("01990000-0000-7000-8000-000000000008");
    private static final CommentId COMMENT = CommentId.of("01990000-0000-7000-8000-000000000009");
    private static final UUID INVITATION = UUID.fromString("01990000-0000-7000-8000-000000000008");
    private static final Instant TIME = Instant.parse("2026-11-20T10:15:30Z");
    private static final FileContent CONTENT =
            new FileContent(new ManifestId("ab".repeat(32)), 5_000_000_000L, "cd".repeat(32), true, "text/plain", TIME);

    static final List<Class<?>> INTERFACES = List.of(
            NodeEvent.class,
            GrantEvent.class,
            AccountEvent.class,
            AccountChange.class,
            DeviceEvent.class,
            GroupEvent.class,
            LinkEvent.class,
            CommentEvent.class);

    static final List<Object> ALL = List.of(
            new FolderCreated(NODE, SPACE, 1L, PARENT, "docs"),
            new FileCreated(NODE, SPACE, 2L, PARENT, "a.txt", CONTENT),
            new VersionAdded(NODE, SPACE, 2, CONTENT),
            new VersionRestored(NODE, SPACE, 3, 1, CONTENT),
            new NodeRenamed(NODE, SPACE, "a.txt", "b.txt"),
            new NodeMoved(NODE, SPACE, PARENT, TARGET, "a.txt", "b.txt"),
            new NodeTrashed(NODE, SPACE, PARENT, "a.txt"),
            new NodeUntrashed(NODE, SPACE, PARENT, "a.txt"),
            new NodePurged(NODE, SPACE, "requested"),
            new NodeCopied(NODE, SPACE, TARGET),
            new NodeTagged(NODE, SPACE, "tax"),
            new NodeUntagged(NODE, SPACE, "tax"),
            new DescriptionChanged(NODE, SPACE, null, "for the tax office"),
            new ModifiedTimeSet(NODE, SPACE, null, TIME),
            new NodeLocked(NODE, SPACE, ACCOUNT, TIME),
            new NodeUnlocked(NODE, SPACE, ACCOUNT, false),
            new ConflictRecorded(NODE, SPACE, TARGET, 1, 2),
            new ConflictResolved(NODE, SPACE, TARGET, "both"),
            new RetentionSet(NODE, SPACE, new Retention(30, 100, null, true)),
            new HoldPlaced(NODE, SPACE, "case 17"),
            new HoldLifted(NODE, SPACE),
            new VersionsPruned(NODE, SPACE, List.of(1, 2), "keep 100 versions"),
            new AccessGranted(GRANT, NODE, SPACE, ACCOUNT, "viewer", TIME),
            new RoleChanged(GRANT, NODE, SPACE, ACCOUNT, "viewer", "editor", null),
            new AccessRevoked(GRANT, NODE, SPACE, ACCOUNT),
            new ShareHidden(GRANT, NODE, SPACE, ACCOUNT, MEMBER),
            new ShareShown(GRANT, NODE, SPACE, ACCOUNT, MEMBER),
            new AccountOpened(ACCOUNT, "anna", "Anna", "anna@example.org", SPACE, NODE),
            new NodeStarred(ACCOUNT, NODE),
            new NodeUnstarred(ACCOUNT, NODE),
            new AccountErased(ACCOUNT, SPACE),
            new ProfileChanged(ACCOUNT, "Anna B.", "anna.b@example.org"),
            new AccountRoleChanged(ACCOUNT, "user", "admin"),
            new AccountDisabled(ACCOUNT),
            new AccountEnabled(ACCOUNT),
            new AccountSignedOut(ACCOUNT),
            new SecondFactorRemoved(ACCOUNT),
            new QuotaChanged(ACCOUNT, SPACE, null, 10_000_000_000L),
            new InvitationMade(ACCOUNT, INVITATION),
            new InvitationWithdrawn(ACCOUNT, INVITATION),
            new QuotaReached(ACCOUNT, SPACE, 90, 10_000_000_000L, 9_100_000_000L),
            new AccessAsked(ACCOUNT, NODE, SPACE, MEMBER, "editor"),
            new DeviceRegistered(DEVICE, ACCOUNT, "laptop", "linux"),
            new DeviceRenamed(DEVICE, ACCOUNT, "laptop", "old laptop"),
            new DeviceParked(DEVICE, ACCOUNT, SPACE, 250, Instant.parse("2026-01-02T03:04:05Z")),
            new DeviceReleased(DEVICE, ACCOUNT),
            new DeviceWipeOrdered(DEVICE, ACCOUNT),
            new DeviceRevoked(DEVICE, ACCOUNT),
            new GroupCreated(GROUP, "gardeners"),
            new GroupRenamed(GROUP, "gardeners", "florists"),
            new MemberAdded(GROUP, ACCOUNT, true),
            new MemberChanged(GROUP, ACCOUNT, false),
            new MemberRemoved(GROUP, ACCOUNT),
            new GroupDeleted(GROUP),
            new LinkCreated(LINK, NODE, SPACE, ACCOUNT, "viewer", false, true, TIME, 10),
            new LinkChanged(LINK, NODE, SPACE, ACCOUNT, "editor", false, false, null, null),
            new LinkOpened(LINK, NODE, SPACE, ACCOUNT),
            new LinkUsedUp(LINK, NODE, SPACE, ACCOUNT, 10),
            new LinkRevoked(LINK, NODE, SPACE, ACCOUNT),
            new CommentAdded(COMMENT, NODE, SPACE, ACCOUNT, "see page 3", List.of(ACCOUNT)),
            new CommentEdited(COMMENT, NODE, SPACE, ACCOUNT, "see page 4", List.of()),
            new CommentRemoved(COMMENT, NODE, SPACE, ACCOUNT));

    private EventSamples() {}
}
