package dev.strata.command.device.domain;

import dev.strata.kernel.refusal.Refusal;

/** Why a command on a device is refused. */
public enum DeviceRefusal implements Refusal {
    DEVICE_NOT_FOUND(Kind.NOT_FOUND, "You have no such device."),
    DEVICE_EXISTS(Kind.CONFLICT, "A device with this id exists already.");

    private final Kind kind;
    private final String detail;

    DeviceRefusal(Kind kind, String detail) {
        this.kind = kind;
        this.detail = detail;
    }

    @Override
    public Kind kind() {
        return kind;
    }

    @Override
    public String detail() {
        return detail;
    }
}
