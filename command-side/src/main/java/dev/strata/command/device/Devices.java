package dev.strata.command.device;

import dev.strata.kernel.device.DeviceEvent;
import dev.strata.kernel.device.DeviceEvent.DeviceRegistered;
import dev.strata.kernel.device.DeviceEvent.DeviceRenamed;
import dev.strata.kernel.device.DeviceEvent.DeviceRevoked;
import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.DeviceId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The registered devices, for sign-in; written in the transaction of their events. */
@Component
public class Devices {
    private final JdbcClient jdbc;

    Devices(JdbcClient jdbc) {
        this.jdbc = jdbc;
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

    /** Its refresh tokens go with it; the access token that it holds ends by itself within minutes. */
    private void revoke(DeviceId device) {
        jdbc.sql("DELETE FROM command.refresh_token WHERE device_id = ?")
                .param(device.value())
                .update();
        jdbc.sql("DELETE FROM command.device WHERE device_id = ?")
                .param(device.value())
                .update();
    }
}
