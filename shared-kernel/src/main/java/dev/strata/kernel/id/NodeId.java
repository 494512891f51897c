package dev.strata.kernel.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** Names a node, a file or a folder, for ever. */
public record NodeId(@JsonValue UUID value) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public NodeId {}

    /** Reads the canonical text form; {@link IllegalArgumentException} if it is none. */
    public static NodeId of(String text) {
        return new NodeId(Uuids.parse("node id", text));
    }

    public static NodeId random() {
        return new NodeId(Uuids.next());
    }

    /** The bare value: Axon stores it as the name of the stream. */
    @Override
    public String toString() {
        return value.toString();
    }
}
