package dev.strata.client.sync;

import dev.strata.client.sync.Engine.Pending;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * How far a folder is in sync, as its agent saw it last.
 *
 * @param state {@code in-sync}, {@code syncing}, {@code pending}, {@code asking}, {@code offline}, {@code paused} or {@code
 *     stopped}
 * @param detail for people; null if the state says it all
 * @param pending what is not the same on both sides, and why
 * @param left what of this machine is not kept in sync, and why
 */
record Status(
        String state,
        @Nullable String detail,
        Instant at,
        String server,
        String remote,
        List<Pending> pending,
        Map<String, String> left) {
    private static final String FILE = "status.json";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    void write(Path own) throws IOException {
        Path next = own.resolve(FILE + ".new");
        Files.write(next, JSON.writeValueAsBytes(this));
        Files.move(next, own.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
    }

    static Optional<Status> read(Path own) throws IOException {
        Path file = own.resolve(FILE);
        return Files.exists(file)
                ? Optional.of(JSON.readValue(Files.readAllBytes(file), Status.class))
                : Optional.empty();
    }

    Status stopped() {
        return new Status("stopped", "no agent runs for this folder", at, server, remote, pending, left);
    }

    String json() {
        return JSON.writeValueAsString(this);
    }
}
