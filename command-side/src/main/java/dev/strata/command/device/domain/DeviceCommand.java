package dev.strata.command.device.domain;

import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.DeviceId;

/** What can be asked of a device; {@code by} is who asks. */
public sealed interface DeviceCommand {
    DeviceId deviceId();

    AccountId by();

    record RegisterDevice(DeviceId deviceId, AccountId by, DeviceName name, String platform) implements DeviceCommand {}

    record RenameDevice(DeviceId deviceId, AccountId by, DeviceName name) implements DeviceCommand {}

    record RevokeDevice(DeviceId deviceId, AccountId by) implements DeviceCommand {}
}
