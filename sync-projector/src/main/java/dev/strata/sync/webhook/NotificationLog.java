package dev.strata.sync.webhook;

import dev.strata.kernel.id.AccountId;
import dev.strata.platform.axon.ProjectionProgress;
import dev.strata.sync.notification.Notification;
import dev.strata.sync.notification.NotificationQueries;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Reads notifications together with how far the feed has come, of one moment: while the feed is read again they are
 * missing, and that is not the same as none.
 */
@Component
class NotificationLog {
    private final NotificationQueries notifications;
    private final ProjectionProgress progress;
    private final TransactionTemplate oneState;

    NotificationLog(
            NotificationQueries notifications, ProjectionProgress progress, PlatformTransactionManager transactions) {
        this.notifications = notifications;
        this.progress = progress;
        this.oneState = new TransactionTemplate(transactions);
        oneState.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        oneState.setReadOnly(true);
    }

    /** @param seen how far the feed had come */
    @SuppressWarnings("MissingSummary")
    record Look(List<Message> messages, GapAwareTrackingToken seen) {}

    /** What a position does not cover, the oldest first. */
    Look since(AccountId account, GapAwareTrackingToken position, Set<String> kinds, int most) {
        return look(position.getIndex(), seen -> new Look(messages(account, position, seen, kinds, most), seen));
    }

    /** What is behind one position up to another. */
    List<Message> between(AccountId account, long after, long to, Set<String> kinds, int most) {
        return look(
                to,
                _ -> messages(
                        account,
                        GapAwareTrackingToken.newInstance(after, Set.of()),
                        GapAwareTrackingToken.newInstance(to, Set.of()),
                        kinds,
                        most));
    }

    private List<Message> messages(
            AccountId account, GapAwareTrackingToken from, GapAwareTrackingToken to, Set<String> kinds, int most) {
        return notifications.between(account, from, to, kinds, most).stream()
                .<Message>map(told -> new NotificationMessage(
                        account, told.position(), told.kind().text()))
                .toList();
    }

    /** With the names of now; empty if it was withdrawn or forgotten. */
    Optional<Notification> find(NotificationMessage message) {
        return look(message.position(), _ -> notifications.find(message.account(), message.position()));
    }

    /** {@link FeedBehindException} if the feed has not come so far, or begins again. */
    private <T> T look(long position, Function<GapAwareTrackingToken, T> reading) {
        return Objects.requireNonNull(oneState.execute(_ -> reading.apply(progress.token("sync", "change-feed")
                .filter(seen -> seen.getIndex() >= position)
                .orElseThrow(FeedBehindException::new))));
    }
}
