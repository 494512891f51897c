package dev.strata.kernel.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** Names a request for access to a node. */
public record AccessRequestId(@JsonValue UUID value) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public AccessRequestId {}

    /** Reads the canonical text form; {@link IllegalArgumentException} if it is none. */
    public static AccessRequestId of(String text) {
        return new AccessRequestId(Uuids.parse("access request id", text));
    }

    public static AccessRequestId random() {
        return new AccessRequestId(Uuids.next());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
