package dev.strata.kernel.device;

import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.DeviceId;

/** What can have happened to a device. Storage format. */
public sealed interface DeviceEvent {
    DeviceId deviceId();

    AccountId accountId();

    record DeviceRegistered(DeviceId deviceId, AccountId accountId, String name, String platform)
            implements DeviceEvent {}

    record DeviceRenamed(DeviceId deviceId, AccountId accountId, String from, String to) implements DeviceEvent {}

    record DeviceRevoked(DeviceId deviceId, AccountId accountId) implements DeviceEvent {}
}
