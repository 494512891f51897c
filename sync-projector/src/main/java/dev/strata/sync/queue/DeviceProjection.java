package dev.strata.sync.queue;

import dev.strata.kernel.account.AccountEvent.AccountErased;
import dev.strata.kernel.device.DeviceEvent;
import dev.strata.kernel.device.DeviceEvent.DeviceParked;
import dev.strata.kernel.device.DeviceEvent.DeviceRegistered;
import dev.strata.kernel.device.DeviceEvent.DeviceReleased;
import dev.strata.kernel.device.DeviceEvent.DeviceRenamed;
import dev.strata.kernel.device.DeviceEvent.DeviceRevoked;
import dev.strata.kernel.device.DeviceEvent.DeviceWipeOrdered;
import dev.strata.sync.transport.CommittedEvent;
import dev.strata.sync.transport.EventReceiver;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps {@code sync.device}: the devices that have queues. Safe to replay from zero. */
@Component
class DeviceProjection implements EventReceiver {
    private final JdbcClient jdbc;

    DeviceProjection(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void receive(CommittedEvent event) {
        switch (event.payload()) {
            case DeviceEvent device -> apply(device, event);
            case AccountErased erased -> erase(erased);
            default -> {
                // Not about devices.
            }
        }
    }

    private void erase(AccountErased event) {
        for (String table : List.of("completion", "acknowledgement", "delivery")) {
            jdbc.sql("DELETE FROM sync.%s WHERE device_id IN (SELECT device_id FROM sync.device WHERE account_id = ?)"
                            .formatted(table))
                    .param(event.accountId().value())
                    .update();
        }
        jdbc.sql("DELETE FROM sync.device WHERE account_id = ?")
                .param(event.accountId().value())
                .update();
    }

    private void apply(DeviceEvent event, CommittedEvent at) {
        switch (event) {
            case DeviceRegistered e ->
                jdbc.sql("""
                        INSERT INTO sync.device (device_id, account_id, name, platform, registered_at, version)
                        VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
                        """)
                        .params(
                                e.deviceId().value(),
                                e.accountId().value(),
                                e.name(),
                                e.platform(),
                                at.time().atOffset(ZoneOffset.UTC),
                                at.version())
                        .update();
            case DeviceRenamed e ->
                jdbc.sql("UPDATE sync.device SET name = ?, version = ? WHERE device_id = ? AND version < ?")
                        .params(e.to(), at.version(), e.deviceId().value(), at.version())
                        .update();
            case DeviceParked e -> park(e, true, at);
            case DeviceReleased e -> park(e, false, at);
            case DeviceWipeOrdered _ -> {
                // Between it and us, until it has done so.
            }
            case DeviceRevoked e ->
                jdbc.sql("UPDATE sync.device SET revoked = true, version = ? WHERE device_id = ? AND version < ?")
                        .params(at.version(), e.deviceId().value(), at.version())
                        .update();
        }
    }

    private void park(DeviceEvent event, boolean parked, CommittedEvent at) {
        jdbc.sql("UPDATE sync.device SET parked = ?, version = ? WHERE device_id = ? AND version < ?")
                .params(parked, at.version(), event.deviceId().value(), at.version())
                .update();
    }

    @Override
    public void restart() {
        jdbc.sql("DELETE FROM sync.device").update();
    }
}
