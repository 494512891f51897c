package dev.strata.sync.webhook.sending;

import java.io.IOException;

/** A connection was not made, because of where it would have gone. */
final class UnreachableAddressException extends IOException {
    UnreachableAddressException() {
        super("not an address that webhooks may reach");
    }
}
