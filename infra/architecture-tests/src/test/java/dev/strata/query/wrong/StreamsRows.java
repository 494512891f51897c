package dev.strata.query.wrong;

import org.springframework.jdbc.core.simple.JdbcClient;

/** Breaks the rule that rows are not streamed. */
public final class StreamsRows {
    long count(JdbcClient jdbc) {
        return jdbc.sql("SELECT 1").query(Integer.class).stream().count();
    }
}
