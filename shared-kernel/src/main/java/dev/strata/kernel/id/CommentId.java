package dev.strata.kernel.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** Names a comment. */
public record CommentId(@JsonValue UUID value) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public CommentId {}

    /** Reads the canonical text form; {@link IllegalArgumentException} if it is none. */
    public static CommentId of(String text) {
        return new CommentId(Uuids.parse("comment id", text));
    }

    public static CommentId random() {
        return new CommentId(Uuids.next());
    }

    /** The bare value: Axon stores it as the name of the stream. */
    @Override
    public String toString() {
        return value.toString();
    }
}
