package dev.strata.kernel.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** Names a grant: a role on a node for somebody. */
public record GrantId(@JsonValue UUID value) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public GrantId {}

    /** Reads the canonical text form; {@link IllegalArgumentException} if it is none. */
    public static GrantId of(String text) {
        return new GrantId(Uuids.parse("grant id", text));
    }

    public static GrantId random() {
        return new GrantId(Uuids.next());
    }

    /** The bare value: Axon stores it as the name of the stream. */
    @Override
    public String toString() {
        return value.toString();
    }
}
