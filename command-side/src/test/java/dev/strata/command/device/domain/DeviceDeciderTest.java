package dev.strata.command.device.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.strata.command.device.domain.DeviceCommand.ParkDevice;
import dev.strata.command.device.domain.DeviceCommand.RegisterDevice;
import dev.strata.command.device.domain.DeviceCommand.ReleaseDevice;
import dev.strata.command.device.domain.DeviceCommand.RenameDevice;
import dev.strata.command.device.domain.DeviceCommand.RevokeDevice;
import dev.strata.kernel.device.DeviceEvent;
import dev.strata.kernel.device.DeviceEvent.DeviceParked;
import dev.strata.kernel.device.DeviceEvent.DeviceRegistered;
import dev.strata.kernel.device.DeviceEvent.DeviceReleased;
import dev.strata.kernel.device.DeviceEvent.DeviceRenamed;
import dev.strata.kernel.device.DeviceEvent.DeviceRevoked;
import dev.strata.kernel.device.DeviceEvent.DeviceWipeOrdered;
import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.DeviceId;
import dev.strata.kernel.id.SpaceId;
import dev.strata.kernel.refusal.Decision;
import dev.strata.kernel.refusal.Decision.Accepted;
import dev.strata.kernel.refusal.Decision.Refused;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeviceDeciderTest {
    private static final DeviceId DEVICE = DeviceId.random();
    private static final AccountId ANNA = AccountId.random();
    private static final AccountId EVE = AccountId.random();
    private static final SpaceId SPACE = SpaceId.random();
    private static final Instant SINCE = Instant.parse("2026-01-02T03:04:00Z");

    private static final DeviceEvent REGISTERED = new DeviceRegistered(DEVICE, ANNA, "laptop", "linux");
    private static final DeviceEvent REVOKED = new DeviceRevoked(DEVICE, ANNA);
    private static final RegisterDevice REGISTER = new RegisterDevice(DEVICE, ANNA, new DeviceName("laptop"), "linux");

    private static RenameDevice rename(AccountId by, String name) {
        return new RenameDevice(DEVICE, by, new DeviceName(name));
    }

    private static Decision<DeviceEvent> decide(DeviceCommand command, DeviceEvent... past) {
        return DeviceDecider.decide(
                command, Arrays.stream(past).reduce(DeviceState.initial(), DeviceState::evolve, (_, last) -> last));
    }

    private static Decision<DeviceEvent> accepted(DeviceEvent... events) {
        return new Accepted<>(List.of(events));
    }

    private static Decision<DeviceEvent> refused(DeviceRefusal refusal) {
        return new Refused<>(refusal);
    }

    @Test
    void aDeviceIsRegisteredOnce() {
        assertThat(decide(REGISTER)).isEqualTo(accepted(REGISTERED));
        assertThat(decide(REGISTER, REGISTERED)).isEqualTo(refused(DeviceRefusal.DEVICE_EXISTS));
        assertThat(decide(REGISTER, REGISTERED, REVOKED)).isEqualTo(refused(DeviceRefusal.DEVICE_EXISTS));
    }

    @Test
    void itsOwnerRenamesItAndTheSameNameRecordsNothing() {
        assertThat(decide(rename(ANNA, "old laptop"), REGISTERED))
                .isEqualTo(accepted(new DeviceRenamed(DEVICE, ANNA, "laptop", "old laptop")));
        assertThat(decide(rename(ANNA, "laptop"), REGISTERED)).isEqualTo(accepted());
    }

    @Test
    void somebodyElsesDeviceDoesNotExist() {
        assertThat(decide(rename(EVE, "mine"), REGISTERED)).isEqualTo(refused(DeviceRefusal.DEVICE_NOT_FOUND));
        assertThat(decide(new RevokeDevice(DEVICE, EVE, false), REGISTERED))
                .isEqualTo(refused(DeviceRefusal.DEVICE_NOT_FOUND));
    }

    @Test
    void revokedIsTerminal() {
        assertThat(decide(new RevokeDevice(DEVICE, ANNA, false), REGISTERED)).isEqualTo(accepted(REVOKED));
        assertThat(decide(new RevokeDevice(DEVICE, ANNA, false), REGISTERED, REVOKED))
                .isEqualTo(refused(DeviceRefusal.DEVICE_NOT_FOUND));
        assertThat(decide(rename(ANNA, "x"), REGISTERED, REVOKED)).isEqualTo(refused(DeviceRefusal.DEVICE_NOT_FOUND));
    }

    @Test
    void aNameHasALength() {
        assertThat(new DeviceName("x".repeat(100)).value()).hasSize(100);
        assertThatIllegalArgumentException().isThrownBy(() -> new DeviceName("x".repeat(101)));
        assertThatIllegalArgumentException().isThrownBy(() -> new DeviceName(" "));
        assertThatIllegalArgumentException().isThrownBy(() -> new DeviceName("a\nb"));
    }

    @Test
    void aParkedDeviceIsParkedOnceAndReleasedByItsOwner() {
        ParkDevice park = new ParkDevice(DEVICE, ANNA, SPACE, 300, SINCE);
        DeviceEvent parked = new DeviceParked(DEVICE, ANNA, SPACE, 300, SINCE);
        DeviceEvent released = new DeviceReleased(DEVICE, ANNA);

        assertThat(decide(park, REGISTERED)).isEqualTo(accepted(parked));
        assertThat(decide(park, REGISTERED, parked)).isEqualTo(accepted());
        assertThat(decide(new ReleaseDevice(DEVICE, EVE), REGISTERED, parked))
                .isEqualTo(refused(DeviceRefusal.DEVICE_NOT_FOUND));
        assertThat(decide(new ReleaseDevice(DEVICE, ANNA), REGISTERED, parked)).isEqualTo(accepted(released));
        assertThat(decide(new ReleaseDevice(DEVICE, ANNA), REGISTERED, parked, released))
                .isEqualTo(accepted());
        assertThat(decide(park, REGISTERED, parked, released)).isEqualTo(accepted(parked));
    }

    @Test
    void aDeviceThatIsToBeWipedIsRevokedToo() {
        assertThat(decide(new RevokeDevice(DEVICE, ANNA, true), REGISTERED))
                .isEqualTo(accepted(new DeviceWipeOrdered(DEVICE, ANNA), REVOKED));
    }
}
