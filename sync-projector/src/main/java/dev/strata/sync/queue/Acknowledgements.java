package dev.strata.sync.queue;

import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.DeviceId;
import dev.strata.sync.feed.ChangeFeed;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Remembers how far each device says it has come. Cumulative, and never backwards. */
@Component
public class Acknowledgements {
    private final JdbcClient jdbc;
    private final DeviceQueries devices;
    private final ChangeFeed feed;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Acknowledgements(
            JdbcClient jdbc, DeviceQueries devices, ChangeFeed feed, TransactionTemplate transaction, Clock clock) {
        this.jdbc = jdbc;
        this.devices = devices;
        this.feed = feed;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * Takes what a device has applied, and counts what is not pending any more.
     *
     * @param positions per space, and per node that is mounted; a mount that is not there any more is forgotten, because the
     *     device holds nothing of it when it comes again
     */
    public void acknowledge(AccountId owner, DeviceId device, Map<UUID, Long> positions) {
        UUID[] roots = feed.mounts(owner).toArray(UUID[]::new);
        transaction.executeWithoutResult(_ -> {
            jdbc.sql("INSERT INTO sync.completion (device_id, records) VALUES (?, 0) ON CONFLICT DO NOTHING")
                    .param(device.value())
                    .update();
            jdbc.sql("SELECT records FROM sync.completion WHERE device_id = ? FOR UPDATE")
                    .param(device.value())
                    .query(Long.class)
                    .single();
            long before = devices.pending(owner, device, roots);
            take(device, positions);
            long completed = before - devices.pending(owner, device, roots);
            jdbc.sql("UPDATE sync.completion SET records = records + ? WHERE device_id = ?")
                    .params(Math.max(0, completed), device.value())
                    .update();
        });
    }

    private void take(DeviceId device, Map<UUID, Long> positions) {
        if (!positions.isEmpty() && !isOlder(device, positions)) {
            for (String table : List.of("acknowledgement", "delivery")) {
                jdbc.sql("DELETE FROM sync.%s WHERE device_id = ? AND space_id <> ALL (?)".formatted(table))
                        .params(device.value(), positions.keySet().toArray(UUID[]::new))
                        .update();
            }
        }
        for (Map.Entry<UUID, Long> position : new TreeMap<>(positions).entrySet()) {
            jdbc.sql("""
                    INSERT INTO sync.acknowledgement AS a (device_id, space_id, seq, at) VALUES (?, ?, ?, ?)
                    ON CONFLICT (device_id, space_id) DO UPDATE SET
                        seq = greatest(a.seq, excluded.seq), at = greatest(a.at, excluded.at)
                    """)
                    .params(
                            device.value(),
                            position.getKey(),
                            position.getValue(),
                            clock.instant().atOffset(java.time.ZoneOffset.UTC))
                    .update();
        }
    }

    private boolean isOlder(DeviceId device, Map<UUID, Long> positions) {
        Map<UUID, Long> known = of(device);
        return positions.entrySet().stream()
                .anyMatch(position -> known.getOrDefault(position.getKey(), 0L) > position.getValue());
    }

    /** What a device has acknowledged, per space and per mount; empty if it never has. */
    public Map<UUID, Long> of(DeviceId device) {
        Map<UUID, Long> positions = new TreeMap<>();
        jdbc.sql("SELECT space_id, seq FROM sync.acknowledgement WHERE device_id = ?")
                .param(device.value())
                .query(row -> {
                    positions.put(row.getObject("space_id", UUID.class), row.getLong("seq"));
                });
        return positions;
    }
}
