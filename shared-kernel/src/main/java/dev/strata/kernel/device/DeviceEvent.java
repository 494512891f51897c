package dev.strata.kernel.device;

import dev.strata.kernel.erasure.Personal;
import dev.strata.kernel.erasure.Subject;
import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.DeviceId;

/** What can have happened to a device. Storage format. */
public sealed interface DeviceEvent {
    DeviceId deviceId();

    AccountId accountId();

    record DeviceRegistered(
            DeviceId deviceId,
            @Subject AccountId accountId,
            @Personal String name,
            @Personal String platform) implements DeviceEvent {}

    record DeviceRenamed(
            DeviceId deviceId,
            @Subject AccountId accountId,
            @Personal String from,
            @Personal String to) implements DeviceEvent {}

    record DeviceRevoked(DeviceId deviceId, AccountId accountId) implements DeviceEvent {}
}
