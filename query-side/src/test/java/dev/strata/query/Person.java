package dev.strata.query;

import dev.strata.kernel.account.AccountChange.AccountRoleChanged;
import dev.strata.kernel.account.AccountChange.ProfileChanged;
import dev.strata.kernel.account.AccountEvent.AccountOpened;
import dev.strata.kernel.account.AccountEvent.NodeStarred;
import dev.strata.kernel.account.AccountEvent.NodeUnstarred;
import dev.strata.kernel.comment.CommentEvent.CommentAdded;
import dev.strata.kernel.comment.CommentEvent.CommentEdited;
import dev.strata.kernel.content.ManifestId;
import dev.strata.kernel.device.DeviceEvent.DeviceRegistered;
import dev.strata.kernel.grant.GrantEvent.AccessGranted;
import dev.strata.kernel.grant.GrantEvent.AccessRevoked;
import dev.strata.kernel.grant.GrantEvent.RoleChanged;
import dev.strata.kernel.grant.GrantEvent.ShareHidden;
import dev.strata.kernel.grant.GrantEvent.ShareShown;
import dev.strata.kernel.group.GroupEvent.GroupCreated;
import dev.strata.kernel.group.GroupEvent.GroupDeleted;
import dev.strata.kernel.group.GroupEvent.GroupRenamed;
import dev.strata.kernel.group.GroupEvent.MemberAdded;
import dev.strata.kernel.group.GroupEvent.MemberRemoved;
import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.CommentId;
import dev.strata.kernel.id.DeviceId;
import dev.strata.kernel.id.GrantId;
import dev.strata.kernel.id.GroupId;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.id.SpaceId;
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
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Somebody with a home space, who does things: each method appends what the command side would. */
final class Person {
    private static final Instant MODIFIED = Instant.parse("2026-01-02T03:04:05Z");

    private final EventLog log;
    private final AccountId account = AccountId.random();
    private final SpaceId space = SpaceId.random();
    private final NodeId root = NodeId.random();
    private final String login = "user-" + account;
    private long numbers;

    private Person(EventLog log) {
        this.log = log;
    }

    /** Signs up. */
    static Person opened(EventLog log) {
        Person person = new Person(log);
        log.append(
                person.account,
                person.account,
                new AccountOpened(person.account, person.login, "Somebody", null, person.space, person.root));
        log.append(person.account, person.root, new FolderCreated(person.root, person.space, 1L, null, ""));
        return person;
    }

    void showAs(String displayName) {
        log.append(account, account, new ProfileChanged(account, displayName, null));
    }

    void becomes(String role) {
        log.append(account, account, new AccountRoleChanged(account, "user", role));
    }

    AccountId account() {
        return account;
    }

    String login() {
        return login;
    }

    SpaceId space() {
        return space;
    }

    NodeId root() {
        return root;
    }

    NodeId folder(NodeId parent, String name) {
        NodeId id = NodeId.random();
        did(id, new FolderCreated(id, space, ++numbers, parent, name));
        return id;
    }

    NodeId file(NodeId parent, String name) {
        return file(parent, name, 5);
    }

    NodeId file(NodeId parent, String name, long size) {
        NodeId id = NodeId.random();
        did(id, new FileCreated(id, space, ++numbers, parent, name, content('a', size, MODIFIED)));
        return id;
    }

    /** A folder full of files, all at once. */
    NodeId folderOf(int files, NodeId parent, String name) {
        NodeId folder = folder(parent, name);
        log.appendAll(IntStream.range(0, files)
                .mapToObj(i -> {
                    NodeId id = NodeId.random();
                    return log.next(
                            account,
                            id,
                            new FileCreated(id, space, ++numbers, folder, "filler " + i, content('a', 5, MODIFIED)));
                })
                .toList());
        return folder;
    }

    void addVersion(NodeId file, int version, char digest) {
        addVersion(file, version, digest, 7);
    }

    void addVersion(NodeId file, int version, char digest, long size) {
        did(file, new VersionAdded(file, space, version, content(digest, size, null)));
    }

    void restore(NodeId file, int version, int restored) {
        did(file, new VersionRestored(file, space, version, restored, content('a', 5, MODIFIED)));
    }

    void rename(NodeId node, String from, String to) {
        did(node, new NodeRenamed(node, space, from, to));
    }

    void move(NodeId node, NodeId from, NodeId to, String name) {
        did(node, new NodeMoved(node, space, from, to, name, name));
    }

    void trash(NodeId node, NodeId parent, String name) {
        did(node, new NodeTrashed(node, space, parent, name));
    }

    void untrash(NodeId node, NodeId parent, String name) {
        did(node, new NodeUntrashed(node, space, parent, name));
    }

    void purge(NodeId node) {
        did(node, new NodePurged(node, space, "requested"));
    }

    GrantId grant(NodeId node, Person grantee, String role) {
        return grant(node, grantee, role, null);
    }

    GrantId grant(NodeId node, Person grantee, String role, @Nullable Instant expiresAt) {
        GrantId id = GrantId.random();
        log.append(account, id, new AccessGranted(id, node, space, grantee.account, role, expiresAt));
        return id;
    }

    void grantAgain(GrantId grant, NodeId node, Person grantee, String role) {
        log.append(account, grant, new AccessGranted(grant, node, space, grantee.account, role, null));
    }

    void changeRole(GrantId grant, NodeId node, Person grantee, String from, String to) {
        log.append(account, grant, new RoleChanged(grant, node, space, grantee.account, from, to, null));
    }

    void revoke(GrantId grant, NodeId node, Person grantee) {
        log.append(account, grant, new AccessRevoked(grant, node, space, grantee.account));
    }

    GrantId grant(NodeId node, GroupId group, String role) {
        GrantId id = GrantId.random();
        log.append(account, id, new AccessGranted(id, node, space, new AccountId(group.value()), role, null));
        return id;
    }

    void hide(GrantId grant, NodeId node, GroupId group, Person member) {
        log.append(
                member.account,
                grant,
                new ShareHidden(grant, node, space, new AccountId(group.value()), member.account));
    }

    void show(GrantId grant, NodeId node, GroupId group, Person member) {
        log.append(
                member.account,
                grant,
                new ShareShown(grant, node, space, new AccountId(group.value()), member.account));
    }

    GroupId group(String name) {
        GroupId id = GroupId.random();
        log.append(account, id, new GroupCreated(id, name));
        join(id, this, true);
        return id;
    }

    void join(GroupId group, Person member, boolean owner) {
        log.append(account, group, new MemberAdded(group, member.account, owner));
    }

    void leave(GroupId group, Person member) {
        log.append(account, group, new MemberRemoved(group, member.account));
    }

    void rename(GroupId group, String from, String to) {
        log.append(account, group, new GroupRenamed(group, from, to));
    }

    void delete(GroupId group) {
        log.append(account, group, new GroupDeleted(group));
    }

    DeviceId device(String name) {
        DeviceId id = DeviceId.random();
        log.append(account, id, new DeviceRegistered(id, account, name, "linux"));
        return id;
    }

    void star(NodeId node) {
        log.append(account, account, new NodeStarred(account, node));
    }

    void unstar(NodeId node) {
        log.append(account, account, new NodeUnstarred(account, node));
    }

    void conflict(NodeId copy, NodeId original) {
        did(copy, new ConflictRecorded(copy, space, original, 1, 1));
    }

    void resolve(NodeId copy, NodeId original) {
        did(copy, new ConflictResolved(copy, space, original, "both"));
    }

    void tag(NodeId node, String tag) {
        did(node, new NodeTagged(node, space, tag));
    }

    void untag(NodeId node, String tag) {
        did(node, new NodeUntagged(node, space, tag));
    }

    void describe(NodeId node, @Nullable String from, @Nullable String to) {
        did(node, new DescriptionChanged(node, space, from, to));
    }

    void prune(NodeId file, Integer... versions) {
        did(file, new VersionsPruned(file, space, List.of(versions), "rule"));
    }

    void lock(NodeId file, AccountId owner, Instant expiresAt) {
        did(file, new NodeLocked(file, space, owner, expiresAt));
    }

    void aBitOfEveryAttribute(NodeId file) {
        tag(file, "red");
        tag(file, "blue");
        untag(file, "red");
        describe(file, null, "text");
        did(file, new ModifiedTimeSet(file, space, null, MODIFIED));
        lock(file, account, MODIFIED);
        did(file, new NodeUnlocked(file, space, account, false));
        did(file, new HoldPlaced(file, space, "case 17"));
        did(file, new HoldLifted(file, space));
        did(file, new RetentionSet(file, space, null));
        prune(file, 1);
        star(file);
        unstar(file);
        star(file);
        comment(file);
    }

    private void comment(NodeId file) {
        CommentId id = CommentId.random();
        log.append(account, id, new CommentAdded(id, file, space, account, "one", List.of()));
        log.append(account, id, new CommentEdited(id, file, space, account, "two", List.of(account)));
    }

    private void did(NodeId node, NodeEvent event) {
        log.append(account, node, event);
    }

    private static FileContent content(char digest, long size, @Nullable Instant modifiedAt) {
        String hex = String.valueOf(digest).repeat(64);
        return new FileContent(ManifestId.of(hex), size, hex, true, "text/plain", modifiedAt);
    }
}
