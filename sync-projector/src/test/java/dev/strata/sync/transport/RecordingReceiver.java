package dev.strata.sync.transport;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Writes down what it receives, in the transaction it receives it in; fails when it is told to, after writing. */
public class RecordingReceiver implements EventReceiver {
    private final JdbcClient jdbc;
    private final Map<String, Long> failures = new ConcurrentHashMap<>();
    private final AtomicInteger failed = new AtomicInteger();

    public RecordingReceiver(JdbcClient jdbc) {
        this.jdbc = jdbc;
        jdbc.sql("""
                CREATE TABLE IF NOT EXISTS received (
                    number bigserial PRIMARY KEY, position bigint, id text, stream text, version bigint)
                """).update();
    }

    /** An event as it was written down. */
    record Received(long position, String id, long version) {}

    void failOnceAt(UUID stream, long version) {
        failures.put(stream.toString(), version);
    }

    int failures() {
        return failed.get();
    }

    static List<Received> received(JdbcClient jdbc, UUID stream) {
        return jdbc.sql("SELECT position, id, version FROM received WHERE stream = ? ORDER BY number")
                .param(stream.toString())
                .query((row, _) -> new Received(row.getLong("position"), row.getString("id"), row.getLong("version")))
                .list();
    }

    @Override
    public void receive(CommittedEvent event) {
        jdbc.sql("INSERT INTO received (position, id, stream, version) VALUES (?, ?, ?, ?)")
                .params(event.position(), event.id(), event.stream(), event.version())
                .update();
        if (failures.remove(event.stream(), event.version())) {
            failed.incrementAndGet();
            throw new IllegalStateException("failing once, as the test asked");
        }
    }

    @Override
    public void restart() {
        jdbc.sql("DELETE FROM received").update();
    }
}
