package dev.strata.command.tree;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Hands out node numbers, unique and below 2^63; takes them from the database a hundred at a time. */
@Component
public class NodeNumbers {
    private static final int BLOCK = 100;

    private final JdbcTemplate jdbc;
    private long next;
    private long end;

    NodeNumbers(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    public synchronized long next() {
        if (next == end) {
            Long start = jdbc.queryForObject("SELECT nextval('command.node_number')", Long.class);
            if (start == null) {
                throw new IllegalStateException("a sequence has no next value");
            }
            next = start;
            end = start + BLOCK;
        }
        return next++;
    }
}
