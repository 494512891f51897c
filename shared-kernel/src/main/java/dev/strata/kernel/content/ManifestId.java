package dev.strata.kernel.content;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Names a manifest by its content: the SHA-256 of its encoded form. */
public record ManifestId(@JsonValue String hex) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public ManifestId {
        Sha256.require("manifest id", hex);
    }

    public static ManifestId of(String hex) {
        return new ManifestId(hex);
    }

    @Override
    public String toString() {
        return hex;
    }
}
