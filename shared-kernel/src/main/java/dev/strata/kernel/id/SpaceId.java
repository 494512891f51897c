package dev.strata.kernel.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** Names a space: a tree with one owner and one name policy. */
public record SpaceId(@JsonValue UUID value) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public SpaceId {}

    /** Reads the canonical text form; {@link IllegalArgumentException} if it is none. */
    public static SpaceId of(String text) {
        return new SpaceId(Uuids.parse("space id", text));
    }

    public static SpaceId random() {
        return new SpaceId(Uuids.next());
    }

    /** The bare value: Axon stores it as the name of the stream. */
    @Override
    public String toString() {
        return value.toString();
    }
}
