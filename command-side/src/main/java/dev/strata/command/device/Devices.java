package dev.strata.command.device;

import dev.strata.kernel.device.DeviceEvent;
import dev.strata.kernel.device.DeviceEvent.DeviceParked;
import dev.strata.kernel.device.DeviceEvent.DeviceRegistered;
import dev.strata.kernel.device.DeviceEvent.DeviceReleased;
import dev.strata.kernel.device.DeviceEvent.DeviceRenamed;
import dev.strata.kernel.device.DeviceEvent.DeviceRevoked;
import dev.strata.kernel.device.DeviceEvent.DeviceWipeOrdered;
import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.DeviceId;
import dev.strata.platform.session.EndedSessions;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The registered devices, for sign-in; written in the transaction of their events. */
@Component
public class Devices {
    private final JdbcClient jdbc;
    private final EndedSessions sessions;
    private final DeviceGuardSettings guard;
    private final Clock clock;

    Devices(JdbcClient jdbc, EndedSessions sessions, DeviceGuardSettings guard, Clock clock) {
        this.jdbc = jdbc;
        this.sessions = sessions;
        this.guard = guard;
        this.clock = clock;
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
            case DeviceParked e -> park(e.deviceId());
            case DeviceReleased e -> release(e.deviceId());
            case DeviceWipeOrdered e -> orderWipe(e.deviceId());
            case DeviceRevoked e -> revoke(e.deviceId());
        }
    }

    private void park(DeviceId device) {
        jdbc.sql("UPDATE command.device SET parked = true WHERE device_id = ?")
                .param(device.value())
                .update();
    }

    private void release(DeviceId device) {
        jdbc.sql("UPDATE command.device SET parked = false, released_until = ? WHERE device_id = ?")
                .params(clock.instant().plus(guard.releasedFor()).atOffset(ZoneOffset.UTC), device.value())
                .update();
        jdbc.sql("DELETE FROM command.device_change WHERE device_id = ?")
                .param(device.value())
                .update();
        jdbc.sql("DELETE FROM command.device_rewrite WHERE device_id = ?")
                .param(device.value())
                .update();
    }

    /** Whoever comes with one of its refresh tokens is told. */
    private void orderWipe(DeviceId device) {
        jdbc.sql("""
                        INSERT INTO command.wipe_order (token_hash, device_id, ordered_at)
                        SELECT token_hash, device_id, ? FROM command.refresh_token WHERE device_id = ?
                        ON CONFLICT DO NOTHING""")
                .params(clock.instant().atOffset(ZoneOffset.UTC), device.value())
                .update();
    }

    /** Whether the device that had this refresh token is to remove what it holds. */
    public boolean isToWipe(String refreshTokenHash) {
        return jdbc.sql("SELECT EXISTS (SELECT FROM command.wipe_order WHERE token_hash = ?)")
                .param(refreshTokenHash)
                .query(Boolean.class)
                .single();
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
