package dev.strata.command.device;

import dev.strata.kernel.device.DeviceEvent;
import dev.strata.kernel.device.DeviceEvent.DeviceRegistered;
import dev.strata.kernel.device.DeviceEvent.DeviceRenamed;
import dev.strata.kernel.device.DeviceEvent.DeviceRevoked;
import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.DeviceId;
import dev.strata.platform.session.EndedSessions;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The registered devices, for sign-in; written in the transaction of their events. */
@Component
public class Devices {
    private final JdbcClient jdbc;
    private final EndedSessions sessions;

    Devices(JdbcClient jdbc, EndedSessions sessions) {
        this.jdbc = jdbc;
        this.sessions = sessions;
    }

    /** Whether this account may sign in with this device. */
    public boolean isRegistered(DeviceId device, AccountId account) {
        return jdbc.sql("SELECT count(*) FROM command.device WHERE device_id = ? AND account_id = ?")
                        .params(device.value(), account.value())
                        .query(Long.class)
                        .single()
                > 0;
    }

    void record(DeviceEvent event) {
        switch (event) {
            case DeviceRegistered e ->
                jdbc.sql("INSERT INTO command.device (device_id, account_id) VALUES (?, ?)")
                        .params(e.deviceId().value(), e.accountId().value())
                        .update();
            case DeviceRenamed _ -> {}
            case DeviceRevoked e -> revoke(e.deviceId());
        }
    }

    /** Its sessions go with it, and all their tokens. */
    private void revoke(DeviceId device) {
        jdbc.sql("DELETE FROM command.refresh_token WHERE device_id = ?")
                .param(device.value())
                .update();
        sessions.add(jdbc.sql("DELETE FROM command.session WHERE device_id = ? RETURNING session_id")
                .param(device.value())
                .query((row, _) -> row.getObject(1, UUID.class))
                .list());
        jdbc.sql("DELETE FROM command.device WHERE device_id = ?")
                .param(device.value())
                .update();
    }
}
