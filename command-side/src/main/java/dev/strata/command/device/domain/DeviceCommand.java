package dev.strata.command.device.domain;

import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.DeviceId;
import dev.strata.kernel.id.SpaceId;
import java.time.Instant;

/** What can be asked of a device; {@code by} is who asks. */
public sealed interface DeviceCommand {
    DeviceId deviceId();

    AccountId by();

    record RegisterDevice(DeviceId deviceId, AccountId by, DeviceName name, String platform) implements DeviceCommand {}

    record RenameDevice(DeviceId deviceId, AccountId by, DeviceName name) implements DeviceCommand {}

    /**
     * Stops its changes until a person has looked.
     *
     * @param nodes so many of the space's it deleted or rewrote
     */
    record ParkDevice(DeviceId deviceId, AccountId by, SpaceId spaceId, long nodes, Instant since)
            implements DeviceCommand {}

    record ReleaseDevice(DeviceId deviceId, AccountId by) implements DeviceCommand {}

    /** @param wipe whether it is to remove what it holds */
    @SuppressWarnings("MissingSummary")
    record RevokeDevice(DeviceId deviceId, AccountId by, boolean wipe) implements DeviceCommand {}
}
