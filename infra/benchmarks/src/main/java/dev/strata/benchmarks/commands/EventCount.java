package dev.strata.benchmarks.commands;

import java.util.concurrent.atomic.AtomicLong;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Checks that each command that was counted left exactly one event: what does not check measures nothing. */
final class EventCount {
    private final JdbcClient jdbc;
    private final String table;
    private final AtomicLong sent = new AtomicLong();
    private final long before;

    EventCount(JdbcClient jdbc, String table) {
        this.jdbc = jdbc;
        this.table = table;
        this.before = count();
    }

    /** To be told of each command. */
    AtomicLong sent() {
        return sent;
    }

    void check() {
        long found = count() - before;
        if (found != sent.get()) {
            throw new IllegalStateException(
                    "%d commands were answered, and %s has %d events of them".formatted(sent.get(), table, found));
        }
    }

    private long count() {
        return jdbc.sql("SELECT count(*) FROM " + table).query(Long.class).single();
    }
}
