package dev.strata.storage.session;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.strata.kernel.id.Uuids;
import java.util.UUID;

/** Names an upload that comes in pieces. */
public record UploadId(@JsonValue UUID value) {

    /** Reads the canonical text form; {@link IllegalArgumentException} if it is none. */
    public static UploadId of(String text) {
        UUID value = UUID.fromString(text);
        if (!value.toString().equalsIgnoreCase(text)) {
            throw new IllegalArgumentException("not an upload id: " + text);
        }
        return new UploadId(value);
    }

    static UploadId random() {
        return new UploadId(Uuids.next());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
