package dev.strata.kernel.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** Names an operation that makes many events: an undo, a rewind. */
public record OperationId(@JsonValue UUID value) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public OperationId {}

    /** Reads the canonical text form; {@link IllegalArgumentException} if it is none. */
    public static OperationId of(String text) {
        return new OperationId(Uuids.parse("operation id", text));
    }

    public static OperationId random() {
        return new OperationId(Uuids.next());
    }

    /** The bare value: Axon stores it as the name of the stream. */
    @Override
    public String toString() {
        return value.toString();
    }
}
