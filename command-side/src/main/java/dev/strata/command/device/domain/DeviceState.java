package dev.strata.command.device.domain;

import dev.strata.kernel.device.DeviceEvent;
import dev.strata.kernel.device.DeviceEvent.DeviceRegistered;
import dev.strata.kernel.device.DeviceEvent.DeviceRenamed;
import dev.strata.kernel.device.DeviceEvent.DeviceRevoked;
import dev.strata.kernel.id.AccountId;

/** What decisions need to know of a device's own past. */
public sealed interface DeviceState {
    record Absent() implements DeviceState {}

    record Registered(AccountId accountId, String name, String platform) implements DeviceState {}

    /** Terminal: a device that comes back registers anew. */
    record Revoked() implements DeviceState {}

    static DeviceState initial() {
        return new Absent();
    }

    default DeviceState evolve(DeviceEvent event) {
        return switch (event) {
            case DeviceRegistered e -> new Registered(e.accountId(), e.name(), e.platform());
            case DeviceRenamed e -> {
                if (this instanceof Registered device) {
                    yield new Registered(device.accountId(), e.to(), device.platform());
                }
                throw new IllegalStateException("corrupt stream: not registered, but renamed: " + e.deviceId());
            }
            case DeviceRevoked _ -> new Revoked();
        };
    }
}
