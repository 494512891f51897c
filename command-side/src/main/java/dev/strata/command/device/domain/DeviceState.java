package dev.strata.command.device.domain;

import dev.strata.kernel.device.DeviceEvent;
import dev.strata.kernel.device.DeviceEvent.DeviceParked;
import dev.strata.kernel.device.DeviceEvent.DeviceRegistered;
import dev.strata.kernel.device.DeviceEvent.DeviceReleased;
import dev.strata.kernel.device.DeviceEvent.DeviceRenamed;
import dev.strata.kernel.device.DeviceEvent.DeviceRevoked;
import dev.strata.kernel.device.DeviceEvent.DeviceWipeOrdered;
import dev.strata.kernel.id.AccountId;

/** What decisions need to know of a device's own past. */
public sealed interface DeviceState {
    record Absent() implements DeviceState {}

    record Registered(AccountId accountId, String name, String platform, boolean parked) implements DeviceState {
        Registered called(String other) {
            return new Registered(accountId, other, platform, parked);
        }

        Registered parked(boolean now) {
            return new Registered(accountId, name, platform, now);
        }
    }

    /** Terminal: a device that comes back registers anew. */
    record Revoked() implements DeviceState {}

    static DeviceState initial() {
        return new Absent();
    }

    default DeviceState evolve(DeviceEvent event) {
        return switch (event) {
            case DeviceRegistered e -> new Registered(e.accountId(), e.name(), e.platform(), false);
            case DeviceRenamed e -> registered(e).called(e.to());
            case DeviceParked e -> registered(e).parked(true);
            case DeviceReleased e -> registered(e).parked(false);
            case DeviceWipeOrdered e -> registered(e);
            case DeviceRevoked _ -> new Revoked();
        };
    }

    private Registered registered(DeviceEvent event) {
        if (this instanceof Registered device) {
            return device;
        }
        throw new IllegalStateException("corrupt stream: not registered, but " + event);
    }
}
