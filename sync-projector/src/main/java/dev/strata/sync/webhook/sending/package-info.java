/** One request to a receiver: signed, and never to an address that a stranger has no business with. */
@NullMarked
package dev.strata.sync.webhook.sending;

import org.jspecify.annotations.NullMarked;
