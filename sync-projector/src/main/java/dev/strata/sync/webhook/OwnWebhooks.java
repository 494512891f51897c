package dev.strata.sync.webhook;

import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.Uuids;
import dev.strata.platform.axon.EventLogSource;
import dev.strata.platform.web.ProblemException;
import dev.strata.sync.webhook.Sight.Place;
import dev.strata.sync.webhook.Webhooks.NewWebhook;
import dev.strata.sync.webhook.sending.ReceiverUrls;
import dev.strata.sync.webhook.sending.Signature;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventhandling.TrackingToken;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** What an account can do with its webhooks. Nobody's webhooks are visible to anybody else. */
@Component
public class OwnWebhooks {
    private static final int RESENT_POSITIONS_MAX = 100_000;

    private final Webhooks webhooks;
    private final Attempts attempts;
    private final Sight sight;
    private final ReceiverUrls urls;
    private final EventLogSource log;

    OwnWebhooks(Webhooks webhooks, Attempts attempts, Sight sight, ReceiverUrls urls, EventLogSource log) {
        this.webhooks = webhooks;
        this.attempts = attempts;
        this.sight = sight;
        this.urls = urls;
        this.log = log;
    }

    /** A new webhook, and the secret, which is shown this once. */
    public record Made(WebhookView webhook, String secret) {}

    /** Tells of what happens from now on. */
    public Made add(AccountId account, String url, Topic of, @Nullable List<String> events, @Nullable UUID in) {
        Set<String> kinds = kinds(of, events);
        NewWebhook made = new NewWebhook(urls.check(url), Signature.newSecret(), kinds, place(account, of, in));
        UUID id = Uuids.next();
        if (!webhooks.add(id, account, made, head())) {
            throw new ProblemException(
                    HttpStatus.CONFLICT,
                    "too-many-webhooks",
                    "You have %d webhooks; there cannot be more.".formatted(Webhooks.PER_ACCOUNT_MAX));
        }
        return new Made(get(account, id), made.secret());
    }

    private @Nullable Place place(AccountId account, Topic of, @Nullable UUID in) {
        if (of == Topic.NODES) {
            return sight.find(account, in)
                    .orElseThrow(() -> new ProblemException(
                            HttpStatus.NOT_FOUND, "node-not-found", "You can read no folder or space with this id."));
        }
        if (in != null) {
            throw new ProblemException(
                    HttpStatus.BAD_REQUEST, "invalid-value", "in: notifications are of the account, not of a place");
        }
        return null;
    }

    public List<WebhookView> list(AccountId account) {
        return webhooks.ofAccount(account).stream().map(WebhookView::of).toList();
    }

    public WebhookView get(AccountId account, UUID id) {
        return WebhookView.of(find(account, id));
    }

    /** Changes what is not null. */
    public WebhookView change(
            AccountId account, UUID id, @Nullable String url, @Nullable List<String> events, @Nullable Boolean paused) {
        Webhook webhook = find(account, id);
        String checked = url == null ? null : urls.check(url);
        Set<String> kinds = events == null ? null : kinds(webhook.of(), events);
        if (checked != null) {
            webhooks.changeUrl(webhook, checked);
        }
        if (kinds != null) {
            webhooks.changeKinds(id, kinds);
        }
        if (Boolean.TRUE.equals(paused)) {
            webhooks.pause(id);
        } else if (paused != null) {
            webhooks.resume(id);
        }
        return get(account, id);
    }

    public void remove(AccountId account, UUID id) {
        if (!webhooks.remove(account, id)) {
            throw notFound();
        }
    }

    /** The new secret; the old one signs too for a day. */
    public String changeSecret(AccountId account, UUID id) {
        String secret = Signature.newSecret();
        webhooks.changeSecret(find(account, id), secret);
        return secret;
    }

    /**
     * Sends again what is between two places, each an instant or a sequence number.
     *
     * @return the sequence numbers, both included
     */
    public Range resend(AccountId account, UUID id, String from, String to) {
        Webhook webhook = find(account, id);
        long after = placeBefore(from, false);
        long last = Math.min(placeBefore(to, true), webhook.readTo().getIndex());
        if (webhook.of() == Topic.NODES && last - after > RESENT_POSITIONS_MAX) {
            throw new ProblemException(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    "range-too-long",
                    "At most %d places of the log can be sent again at once, not %d."
                            .formatted(RESENT_POSITIONS_MAX, last - after));
        }
        if (last > after && !webhooks.resend(id, after, last)) {
            throw new ProblemException(
                    HttpStatus.CONFLICT, "redelivery-under-way", "Wait for the redelivery that is under way.");
        }
        return new Range(Message.sequence(after + 1), Message.sequence(last));
    }

    /** What is sent again: nothing if it ends before it begins. */
    public record Range(String from, String to) {}

    /** The newest attempts before one; all if there is none. */
    public List<Attempt> attempts(AccountId account, UUID id, @Nullable Long before, int limit) {
        return attempts.before(find(account, id).id(), before == null ? Long.MAX_VALUE : before, limit);
    }

    private Webhook find(AccountId account, UUID id) {
        return webhooks.find(account, id).orElseThrow(OwnWebhooks::notFound);
    }

    private static ProblemException notFound() {
        return new ProblemException(HttpStatus.NOT_FOUND, "webhook-not-found", "You have no webhook with this id.");
    }

    private static Set<String> kinds(Topic of, @Nullable List<String> events) {
        Set<String> kinds = new TreeSet<>(events == null ? List.of() : events);
        Set<String> unknown = new TreeSet<>(kinds);
        unknown.removeAll(of.kinds());
        if (!unknown.isEmpty()) {
            throw new ProblemException(
                    HttpStatus.BAD_REQUEST, "invalid-value", "events: there are %s".formatted(of.kinds()));
        }
        return kinds;
    }

    /** The last position before the place, or up to it. */
    private long placeBefore(String text, boolean included) {
        if (text.matches("[0-9]{1,19}")) {
            return parse(text) - (included ? 0 : 1);
        }
        try {
            TrackingToken token = log.createTokenAt(Instant.parse(text));
            return token instanceof GapAwareTrackingToken at ? at.getIndex() : head();
        } catch (DateTimeParseException e) {
            throw invalid(text);
        }
    }

    private static long parse(String digits) {
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException e) {
            throw invalid(digits);
        }
    }

    private static ProblemException invalid(String text) {
        return new ProblemException(
                HttpStatus.BAD_REQUEST,
                "invalid-value",
                "neither an instant nor a sequence number: %s".formatted(text));
    }

    private long head() {
        return log.createHeadToken() instanceof GapAwareTrackingToken head ? head.getIndex() : -1;
    }
}
