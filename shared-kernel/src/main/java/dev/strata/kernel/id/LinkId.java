package dev.strata.kernel.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** Names a public link. */
public record LinkId(@JsonValue UUID value) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public LinkId {}

    /** Reads the canonical text form; {@link IllegalArgumentException} if it is none. */
    public static LinkId of(String text) {
        return new LinkId(Uuids.parse("link id", text));
    }

    public static LinkId random() {
        return new LinkId(Uuids.next());
    }

    /** The bare value: Axon stores it as the name of the stream. */
    @Override
    public String toString() {
        return value.toString();
    }
}
