package dev.strata.endtoend.badday;

import dev.strata.endtoend.process.StrataProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;

/** The server's own keys: with them a test can sign what the server would sign at another time. */
final class Keys {
    private Keys() {}

    static String read(String file) {
        try {
            return Files.readString(
                    StrataProcess.shared().home().resolve("keys").resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
