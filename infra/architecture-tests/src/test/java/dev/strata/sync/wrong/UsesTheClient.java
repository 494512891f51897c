package dev.strata.sync.wrong;

import dev.strata.client.Progress;

/** Breaks the rule that sides see kernel and platform only. */
public final class UsesTheClient {
    Progress progress() {
        return Progress.NONE;
    }
}
