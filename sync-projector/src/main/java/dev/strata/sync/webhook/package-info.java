/** Webhooks: who is told of what happens to nodes, and how far each has come in the log. */
@NullMarked
package dev.strata.sync.webhook;

import org.jspecify.annotations.NullMarked;
