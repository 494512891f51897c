package dev.strata.kernel.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** Names a group of accounts. Can stand where an account that is given access can. */
public record GroupId(@JsonValue UUID value) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public GroupId {}

    /** Reads the canonical text form; {@link IllegalArgumentException} if it is none. */
    public static GroupId of(String text) {
        return new GroupId(Uuids.parse("group id", text));
    }

    public static GroupId random() {
        return new GroupId(Uuids.next());
    }

    /** The bare value: Axon stores it as the name of the stream. */
    @Override
    public String toString() {
        return value.toString();
    }
}
