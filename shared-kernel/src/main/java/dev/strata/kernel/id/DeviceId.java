package dev.strata.kernel.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** Names a registered client. */
public record DeviceId(@JsonValue UUID value) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public DeviceId {}

    /** Reads the canonical text form; {@link IllegalArgumentException} if it is none. */
    public static DeviceId of(String text) {
        return new DeviceId(Uuids.parse("device id", text));
    }

    public static DeviceId random() {
        return new DeviceId(Uuids.next());
    }

    /** The bare value: Axon stores it as the name of the stream. */
    @Override
    public String toString() {
        return value.toString();
    }
}
