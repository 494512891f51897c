package dev.strata.sync.webhook;

import dev.strata.kernel.id.AccountId;
import dev.strata.sync.webhook.Webhook.Resending;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.axonframework.eventhandling.GapAwareTrackingToken;

/** What an account is notified of, up to where the feed has read the log. */
final class NotificationSource implements Source {
    private final AccountId account;
    private final NotificationLog notifications;

    private GapAwareTrackingToken position;

    NotificationSource(AccountId account, GapAwareTrackingToken position, NotificationLog notifications) {
        this.account = account;
        this.position = position;
        this.notifications = notifications;
    }

    /** Most commits tell nobody anything: the row of the webhook says when there is something ({@link Webhook#news}). */
    @Override
    public boolean hasNext() {
        return false;
    }

    @Override
    public List<Message> next(Webhook webhook, int most) {
        NotificationLog.Look look = notifications.since(account, position, webhook.kinds(), most);
        List<Message> found = look.messages();
        long end =
                found.size() < most ? look.seen().getIndex() : found.getLast().position();
        position = behind(end, look.seen());
        return found;
    }

    /** Without what was not looked at: gaps of the feed, and those of before that are behind the end. */
    private GapAwareTrackingToken behind(long end, GapAwareTrackingToken seen) {
        long index = Math.max(end, position.getIndex());
        Set<Long> gaps = new TreeSet<>(seen.getGaps().headSet(index));
        gaps.addAll(position.getGaps().tailSet(end + 1));
        return GapAwareTrackingToken.newInstance(index, gaps);
    }

    @Override
    public GapAwareTrackingToken position() {
        return position;
    }

    @Override
    public Part part(Webhook webhook, Resending range, int most) {
        List<Message> found = notifications.between(account, range.after(), range.to(), webhook.kinds(), most);
        return new Part(
                found, found.size() < most ? range.to() : found.getLast().position());
    }

    @Override
    public List<Message> held(Webhook webhook, Held held, int most) {
        return notifications.between(account, held.next() - 1, held.last(), webhook.kinds(), most);
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
