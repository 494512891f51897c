package dev.strata.sync.webhook;

import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.NodeId;
import dev.strata.sync.notification.Notification;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** That an account is notified of an event. Each is a line of its own: they do not wait for each other. */
record NotificationMessage(AccountId account, long position, String kind) implements Message {
    /** Not that of the event: others are told of that too. */
    @Override
    public String id() {
        return account + "-" + position;
    }

    @Override
    public UUID line() {
        return new UUID(0, position);
    }

    @Override
    public long version() {
        return position;
    }

    @Override
    public @Nullable NodeId node() {
        return null;
    }

    CloudEvent cloudEvent(Notification notification) {
        Notification.NamedNode node = notification.node();
        return new CloudEvent(
                id(),
                "/accounts/" + account,
                "notification." + kind,
                node == null ? null : node.id().toString(),
                notification.at(),
                position,
                notification);
    }
}
