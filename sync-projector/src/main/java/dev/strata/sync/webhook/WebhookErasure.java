package dev.strata.sync.webhook;

import dev.strata.kernel.account.AccountEvent.AccountErased;
import dev.strata.sync.transport.CommittedEvent;
import dev.strata.sync.transport.EventReceiver;
import org.springframework.stereotype.Component;

/** The webhooks of an account end with it. */
@Component
class WebhookErasure implements EventReceiver {
    private final Webhooks webhooks;

    WebhookErasure(Webhooks webhooks) {
        this.webhooks = webhooks;
    }

    @Override
    public void receive(CommittedEvent event) {
        if (event.payload() instanceof AccountErased erased) {
            webhooks.removeAll(erased.accountId());
        }
    }

    /** Webhooks do not come from the log. */
    @Override
    public void restart() {}
}
