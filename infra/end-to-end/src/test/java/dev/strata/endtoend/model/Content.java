package dev.strata.endtoend.model;

import dev.strata.endtoend.http.Bytes;
import java.nio.charset.StandardCharsets;

/** One of the few contents that files have in the model; equal ones are the same content to the product. */
record Content(int index) {
    byte[] bytes() {
        return ("content %d %s".formatted(index, "x".repeat(index * 7))).getBytes(StandardCharsets.US_ASCII);
    }

    long size() {
        return bytes().length;
    }

    String sha256() {
        return Bytes.sha256(bytes());
    }
}
