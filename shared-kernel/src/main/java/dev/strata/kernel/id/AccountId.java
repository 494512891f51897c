package dev.strata.kernel.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** Names an account; it never changes, the login name may. */
public record AccountId(@JsonValue UUID value) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public AccountId {}

    /** Reads the canonical text form; {@link IllegalArgumentException} if it is none. */
    public static AccountId of(String text) {
        return new AccountId(Uuids.parse("account id", text));
    }

    public static AccountId random() {
        return new AccountId(Uuids.next());
    }

    /** The bare value: Axon stores it as the name of the stream. */
    @Override
    public String toString() {
        return value.toString();
    }
}
