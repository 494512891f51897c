package dev.strata.sync.queue;

import dev.strata.kernel.id.DeviceId;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Remembers how far each device says it has come. Cumulative, and never backwards. */
@Component
public class Acknowledgements {
    private final JdbcClient jdbc;
    private final Clock clock;

    Acknowledgements(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Transactional
    public void acknowledge(DeviceId device, Map<UUID, Long> positions) {
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

    /** What a device has acknowledged, per space; empty if it never has. */
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
