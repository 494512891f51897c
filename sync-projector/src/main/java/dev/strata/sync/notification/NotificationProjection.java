package dev.strata.sync.notification;

import dev.strata.kernel.account.AccountChange.AccessAsked;
import dev.strata.kernel.account.AccountChange.ProfileChanged;
import dev.strata.kernel.account.AccountChange.QuotaReached;
import dev.strata.kernel.account.AccountEvent.AccountErased;
import dev.strata.kernel.account.AccountEvent.AccountOpened;
import dev.strata.kernel.comment.CommentEvent.CommentAdded;
import dev.strata.kernel.comment.CommentEvent.CommentEdited;
import dev.strata.kernel.comment.CommentEvent.CommentRemoved;
import dev.strata.kernel.device.DeviceEvent.DeviceParked;
import dev.strata.kernel.grant.GrantEvent.AccessGranted;
import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.link.LinkEvent;
import dev.strata.kernel.link.LinkEvent.LinkOpened;
import dev.strata.kernel.link.LinkEvent.LinkUsedUp;
import dev.strata.kernel.node.NodeEvent;
import dev.strata.sync.transport.CommittedEvent;
import dev.strata.sync.transport.EventReceiver;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Decides who is told of an event. Safe to replay: what was read, and what was mailed, is kept elsewhere and stays. Most
 * events tell nobody anything.
 */
@Component
class NotificationProjection implements EventReceiver {
    private final Notifications notifications;
    private final People people;
    private final SuspiciousChanges suspicious;
    private final JdbcClient jdbc;

    NotificationProjection(Notifications notifications, People people, SuspiciousChanges suspicious, JdbcClient jdbc) {
        this.notifications = notifications;
        this.people = people;
        this.suspicious = suspicious;
        this.jdbc = jdbc;
    }

    @Override
    public void receive(CommittedEvent event) {
        switch (event.payload()) {
            case AccountOpened e -> people.open(e);
            case ProfileChanged e -> people.change(e);
            case AccountErased e -> erase(e);
            case AccessGranted e -> shared(e, event);
            case AccessAsked e -> asked(e, event);
            case QuotaReached e -> quota(e, event);
            case CommentAdded e -> commented(e, event);
            case CommentEdited e -> mentioned(e, event);
            case CommentRemoved e -> notifications.withdraw(e.commentId().value());
            case LinkOpened e -> link(e, NotificationKind.LINK_USED, event);
            case LinkUsedUp e -> link(e, NotificationKind.LINK_USED_UP, event);
            case DeviceParked e -> parked(e, event);
            case NodeEvent e -> suspicious.watch(e, event);
            default -> {
                // Nothing to tell.
            }
        }
    }

    /** To an account, or to everybody who is in a group now. */
    private void shared(AccessGranted event, CommittedEvent at) {
        Map<String, @Nullable Object> values = Notifications.about(at, event.spaceId(), event.nodeId());
        values.put("grantee", event.grantee().value());
        values.put("role", event.role());
        notifications.tellOthers("""
                SELECT CAST(:grantee AS uuid) AS account_id
                UNION SELECT account_id FROM sync.group_member WHERE group_id = :grantee
                EXCEPT SELECT owner FROM sync.space WHERE space_id = :space""", NotificationKind.SHARED, values);
    }

    private void asked(AccessAsked event, CommittedEvent at) {
        Map<String, @Nullable Object> values = Notifications.about(at, event.spaceId(), event.nodeId());
        values.put("actor", event.by().value());
        values.put("role", event.role());
        notifications.tell(event.accountId(), NotificationKind.ACCESS_ASKED, values);
    }

    private void quota(QuotaReached event, CommittedEvent at) {
        Map<String, @Nullable Object> values = Notifications.about(at);
        values.put("space", event.spaceId().value());
        values.put("quota", event.quota());
        values.put("used", event.used());
        notifications.tell(
                event.accountId(),
                event.percent() < 100 ? NotificationKind.QUOTA_NEAR : NotificationKind.QUOTA_FULL,
                values);
    }

    /** Whoever is mentioned is told of that; the owner, and who has said something before, of the comment. */
    private void commented(CommentAdded event, CommittedEvent at) {
        Map<String, @Nullable Object> values = Notifications.about(at, event.spaceId(), event.nodeId());
        values.put("subject", event.commentId().value());
        values.put("mentions", ids(event.mentions()));
        notifications.tellOthers(
                "SELECT unnest(CAST(:mentions AS uuid[])) AS account_id", NotificationKind.MENTIONED, values);
        notifications.tellOthers("""
                SELECT owner AS account_id FROM sync.space WHERE space_id = :space
                UNION SELECT account_id FROM sync.commenter WHERE node_id = :node""", NotificationKind.COMMENTED, values);
        jdbc.sql("INSERT INTO sync.commenter (node_id, space_id, account_id) VALUES (?, ?, ?) ON CONFLICT DO NOTHING")
                .params(
                        event.nodeId().value(),
                        event.spaceId().value(),
                        event.author().value())
                .update();
    }

    /** Who was mentioned before has been told. */
    private void mentioned(CommentEdited event, CommittedEvent at) {
        Map<String, @Nullable Object> values = Notifications.about(at, event.spaceId(), event.nodeId());
        values.put("subject", event.commentId().value());
        values.put("mentions", ids(event.mentions()));
        notifications.tellOthers("""
                SELECT unnest(CAST(:mentions AS uuid[])) AS account_id
                EXCEPT SELECT account_id FROM sync.notification WHERE subject = :subject AND kind = 'mentioned'""", NotificationKind.MENTIONED, values);
    }

    private static String[] ids(List<AccountId> accounts) {
        return accounts.stream().map(AccountId::toString).toArray(String[]::new);
    }

    private void parked(DeviceParked event, CommittedEvent at) {
        Map<String, @Nullable Object> values = Notifications.about(at);
        values.put("space", event.spaceId().value());
        values.put("device", event.deviceId().value());
        values.put("rewritten", event.nodes());
        values.put("since", event.since().atOffset(ZoneOffset.UTC));
        notifications.tell(event.accountId(), NotificationKind.DEVICE_PARKED, values);
    }

    private void link(LinkEvent event, NotificationKind kind, CommittedEvent at) {
        Map<String, @Nullable Object> values = Notifications.about(at, event.spaceId(), event.nodeId());
        values.put("actor", null);
        values.put("subject", event.linkId().value());
        notifications.tell(event.maker(), kind, values);
    }

    private void erase(AccountErased event) {
        AccountId account = event.accountId();
        people.erase(account);
        notifications.erase(account, event.homeSpaceId());
        suspicious.erase(account, event.homeSpaceId());
        jdbc.sql("DELETE FROM sync.commenter WHERE account_id = ? OR space_id = ?")
                .params(account.value(), event.homeSpaceId().value())
                .update();
        jdbc.sql("DELETE FROM sync.notification_reader WHERE account_id = ?")
                .param(account.value())
                .update();
        jdbc.sql("DELETE FROM sync.notification_setting WHERE account_id = ?")
                .param(account.value())
                .update();
    }

    @Override
    public void restart() {
        people.clear();
        notifications.clear();
        suspicious.clear();
        jdbc.sql("DELETE FROM sync.commenter").update();
    }
}
