package dev.strata.command.device;

import dev.strata.kernel.id.DeviceId;

/** A device as a command leaves it; the body of the answer. */
public record DeviceAnswer(DeviceId deviceId, String name, String platform, long version) {}
