package dev.strata.kernel.device;

import dev.strata.kernel.erasure.Personal;
import dev.strata.kernel.erasure.Subject;
import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.DeviceId;
import dev.strata.kernel.id.SpaceId;
import java.time.Instant;

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

    /**
     * Its changes are refused until a person has released it.
     *
     * @param nodes so many of the space's it deleted or rewrote
     * @param since when that began
     */
    record DeviceParked(DeviceId deviceId, AccountId accountId, SpaceId spaceId, long nodes, Instant since)
            implements DeviceEvent {}

    record DeviceReleased(DeviceId deviceId, AccountId accountId) implements DeviceEvent {}

    /** Before it is revoked: it is to remove what it holds of the drive. */
    record DeviceWipeOrdered(DeviceId deviceId, AccountId accountId) implements DeviceEvent {}

    record DeviceRevoked(DeviceId deviceId, AccountId accountId) implements DeviceEvent {}
}
