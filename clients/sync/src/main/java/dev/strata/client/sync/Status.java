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
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * How far a folder is in sync, as its agent saw it last.
 *
 * @param state {@code in-sync}, {@code syncing}, {@code pending}, {@code asking}, {@code parked}, {@code missing}, {@code
 *     offline}, {@code paused}, {@code stopped} or {@code wiped}
 * @param detail for people; null if the state says it all
 * @param pending what is not the same on both sides, and why
 * @param left what of this machine is not kept in sync, and why
 * @param sent bytes since the agent started, without what HTTP adds
 * @param received likewise
 */
record Status(
        String state,
        @Nullable String detail,
        Instant at,
        String server,
        String remote,
        List<Pending> pending,
        Map<String, String> left,
        long sent,
        long received) {
    static final String WIPED = "wiped";

    private static final String FILE = "status.json";

    /** An older agent says less. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    void write(Path own) throws IOException {
        Path next = own.resolve(FILE + ".new");
        Files.write(next, JSON.writeValueAsBytes(this));
        Files.move(next, file(own), StandardCopyOption.ATOMIC_MOVE);
    }

    static Path file(Path own) {
        return own.resolve(FILE);
    }

    boolean wasWiped() {
        return state.equals(WIPED);
    }

    static Optional<Status> read(Path own) throws IOException {
        Path file = file(own);
        return Files.exists(file)
                ? Optional.of(JSON.readValue(Files.readAllBytes(file), Status.class))
                : Optional.empty();
    }

    /** What becomes of it when no agent runs. */
    Status stopped() {
        return wasWiped()
                ? this
                : new Status(
                        "stopped", "no agent runs for this folder", at, server, remote, pending, left, sent, received);
    }

    String json() {
        return JSON.writeValueAsString(this);
    }
}
