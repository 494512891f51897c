package dev.strata.query.search;

import dev.strata.kernel.id.NodeId;
import java.util.Comparator;

/** A name that fits. */
record Match(int stage, String key, NodeId nodeId) {
    /** That of PostgreSQL. */
    static final Comparator<Match> ORDER = Comparator.comparingInt(Match::stage)
            .thenComparing(Match::key)
            .thenComparing(match -> match.nodeId().toString());
}
