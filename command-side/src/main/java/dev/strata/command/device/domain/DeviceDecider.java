package dev.strata.command.device.domain;

import static dev.strata.command.device.domain.DeviceRefusal.DEVICE_EXISTS;
import static dev.strata.command.device.domain.DeviceRefusal.DEVICE_NOT_FOUND;
import static dev.strata.kernel.refusal.Decision.accept;
import static dev.strata.kernel.refusal.Decision.refuse;
import static dev.strata.kernel.refusal.Decision.unchanged;

import dev.strata.command.device.domain.DeviceCommand.ParkDevice;
import dev.strata.command.device.domain.DeviceCommand.RegisterDevice;
import dev.strata.command.device.domain.DeviceCommand.ReleaseDevice;
import dev.strata.command.device.domain.DeviceCommand.RenameDevice;
import dev.strata.command.device.domain.DeviceCommand.RevokeDevice;
import dev.strata.command.device.domain.DeviceState.Absent;
import dev.strata.command.device.domain.DeviceState.Registered;
import dev.strata.command.device.domain.DeviceState.Revoked;
import dev.strata.kernel.device.DeviceEvent;
import dev.strata.kernel.device.DeviceEvent.DeviceParked;
import dev.strata.kernel.device.DeviceEvent.DeviceRegistered;
import dev.strata.kernel.device.DeviceEvent.DeviceReleased;
import dev.strata.kernel.device.DeviceEvent.DeviceRenamed;
import dev.strata.kernel.device.DeviceEvent.DeviceRevoked;
import dev.strata.kernel.device.DeviceEvent.DeviceWipeOrdered;
import dev.strata.kernel.refusal.Decision;
import java.util.List;
import java.util.function.Function;

/** The rules of a device's life. Total and pure. Somebody else's device does not exist. */
public final class DeviceDecider {
    private DeviceDecider() {}

    public static Decision<DeviceEvent> decide(DeviceCommand command, DeviceState state) {
        return switch (command) {
            case RegisterDevice c ->
                state instanceof Absent
                        ? accept(new DeviceRegistered(
                                c.deviceId(), c.by(), c.name().value(), c.platform()))
                        : refuse(DEVICE_EXISTS);
            case RenameDevice c -> onOwn(c, state, device -> rename(c, device));
            case ParkDevice c -> onOwn(c, state, device -> park(c, device));
            case ReleaseDevice c -> onOwn(c, state, device -> release(c, device));
            case RevokeDevice c -> onOwn(c, state, _ -> revoke(c));
        };
    }

    private static Decision<DeviceEvent> rename(RenameDevice c, Registered device) {
        return device.name().equals(c.name().value())
                ? unchanged()
                : accept(new DeviceRenamed(
                        c.deviceId(), c.by(), device.name(), c.name().value()));
    }

    private static Decision<DeviceEvent> park(ParkDevice c, Registered device) {
        return device.parked()
                ? unchanged()
                : accept(new DeviceParked(c.deviceId(), c.by(), c.spaceId(), c.nodes(), c.since()));
    }

    private static Decision<DeviceEvent> release(ReleaseDevice c, Registered device) {
        return device.parked() ? accept(new DeviceReleased(c.deviceId(), c.by())) : unchanged();
    }

    private static Decision<DeviceEvent> revoke(RevokeDevice c) {
        DeviceRevoked revoked = new DeviceRevoked(c.deviceId(), c.by());
        return c.wipe()
                ? new Decision.Accepted<>(List.of(new DeviceWipeOrdered(c.deviceId(), c.by()), revoked))
                : accept(revoked);
    }

    private static Decision<DeviceEvent> onOwn(
            DeviceCommand command, DeviceState state, Function<Registered, Decision<DeviceEvent>> rule) {
        return switch (state) {
            case Registered device when device.accountId().equals(command.by()) -> rule.apply(device);
            case Registered _, Revoked _, Absent _ -> refuse(DEVICE_NOT_FOUND);
        };
    }
}
